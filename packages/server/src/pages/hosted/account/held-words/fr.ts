import type { HeldWords } from './en.ts'

/** @table */
export const fr: HeldWords = {
  parts: {
    users: 'Votre compte',
    user_emails: 'Vos adresses e-mail',
    user_roles: 'Vos rôles',
    sessions: 'Appareils où vous êtes connecté',
    api_keys: 'Clés d’API',
    notices: 'Avis de sécurité sur votre compte',
    known_sources: 'Lieux et appareils depuis lesquels vous vous êtes connecté',
    sign_in_attempts: 'Tentatives de connexion',
    reset_links: 'Liens pour choisir un nouveau mot de passe',
    recoveries: 'Une récupération en cours',
    recovery_approvals: 'Confirmations d’une récupération',
    recovery_links: 'Liens d’une récupération',
    trusted_contacts: 'Personnes de confiance',
    contact_offers: 'Un lien pour une nouvelle personne de confiance',
    linked_passwords: 'Date à laquelle votre mot de passe a été choisi avec un lien',
    totp_secrets: 'Application d’authentification',
    recovery_codes: 'Codes de récupération non utilisés',
    passkeys: 'Clés d’accès',
    passkey_handles: 'Le nombre aléatoire par lequel les clés d’accès connaissent votre compte',
    identities: 'Comptes associés',
    removed_identities: 'Comptes associés que vous avez retirés',
    provider_attempts: 'Comptes que vous êtes en train d’associer',
    passkey_ceremonies: 'Clés d’accès en cours d’utilisation ou d’ajout',
    trusted_devices: 'Appareils de confiance',
    factor_losses: 'Une demande de retrait de la validation en deux étapes',
    pending_sign_ins: 'Connexions en attente de la deuxième étape',
    return_codes: 'Connexions à des applications par ce serveur',
    mailed_proofs: 'Liens et codes envoyés encore valables',
    mails: 'E-mails qui vous sont adressés',
    support_codes: 'Votre dernier code d’assistance',
    invitations: 'Invitations que vous avez envoyées et qui sont en attente',
    idempotency_keys: 'Réponses à votre inscription et à vos invitations, conservées 24 heures',
    audit_entries: 'Le journal de ce qui s’est passé sur votre compte',
    audit_persons: 'La clé qui chiffre vos données personnelles dans ce journal',
    revoked_sessions: 'Numéros de sessions fermées',
    throttle_buckets: 'Compteurs de tentatives échouées',
    asked_mails: 'Compteurs d’e-mails demandés',
    asked_registrations: 'Inscriptions en cours de vérification',
    pending_registrations: 'Inscriptions en attente de confirmation',
    mail_sends: 'Compteurs d’e-mails envoyés',
  },
  stays: {
    audit_entries:
      'Ce qui s’est passé reste consigné sous le numéro de votre compte aussi longtemps que ce serveur conserve son journal. Les noms, adresses et appareils ne pourront plus être lus, car leur clé est supprimée.',
    revoked_sessions:
      'Pour que d’autres programmes refusent leurs jetons, jusqu’à l’expiration du dernier. Ils ne disent pas à qui elles appartenaient.',
    throttle_buckets:
      'Pour freiner les tentatives de deviner, pendant quelques heures. Rien ne peut y être lu.',
    asked_mails:
      'Pour limiter le nombre d’e-mails demandés, pendant un certain temps. Rien ne peut y être lu.',
    asked_registrations:
      'Elles n’appartiennent à aucun titulaire de compte et sont supprimées dès qu’elles sont vérifiées.',
    pending_registrations:
      'Elles n’appartiennent à aucun titulaire de compte et sont supprimées à leur confirmation ou après un jour.',
    mail_sends: 'Pour limiter le nombre d’e-mails envoyés, pendant un certain temps. Rien ne peut y être lu.',
  },
}

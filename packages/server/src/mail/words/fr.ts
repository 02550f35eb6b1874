import type { Words } from '../words.ts'

const NOT_ASKED =
  'Si vous ne l’avez pas demandé, vous pouvez ignorer cet e-mail : sans lui, personne ne peut s’en servir.'

export const words: Words = {
  direction: 'ltr',
  durations: {
    minutes: { one: '# minute', many: '# minutes', other: '# minutes' },
    hours: { one: '# heure', many: '# heures', other: '# heures' },
    days: { one: '# jour', many: '# jours', other: '# jours' },
  },
  goodFor: (duration) => `Valable une seule fois, pendant encore ${duration}.`,
  footer: (place) => `Cet e-mail concerne votre compte sur ${place}. Merci de ne pas y répondre.`,
  when: 'Date',
  from: 'Depuis',
  device: 'Appareil',
  notices: {
    refresh_token_reused: {
      subject: 'Un de vos appareils a été déconnecté',
      text: 'Un jeton déjà utilisé par un de vos appareils a été présenté à nouveau. Quelqu’un l’a peut-être copié : cet appareil a été déconnecté.',
    },
    return_code_reused: {
      subject: 'Une session a été fermée',
      text: 'Un code qui ramène à une application a servi une seconde fois. Quelqu’un l’a peut-être copié : la session qu’il avait ouverte a été fermée.',
    },
    password_changed: {
      subject: 'Votre mot de passe a été modifié',
      text: 'Le mot de passe de votre compte a été modifié et vos autres appareils ont été déconnectés.',
    },
    api_key_created: {
      subject: 'Une clé d’API a été créée',
      text: 'Une clé d’API a été créée pour votre compte. Tout programme qui la détient peut agir en votre nom.',
    },
    new_device: {
      subject: 'Nouvelle connexion à votre compte',
      text: 'Quelqu’un s’est connecté à votre compte depuis un nouvel endroit ou un nouvel appareil.',
    },
    email_changed: {
      subject: 'Votre adresse e-mail a été modifiée',
      text: 'L’adresse e-mail de votre compte a été modifiée.',
    },
    email_released: {
      subject: 'Une adresse e-mail a été retirée de votre compte',
      text: 'Votre compte affichait une adresse e-mail qui n’a jamais été confirmée, et son titulaire l’a reprise. Votre compte affiche de nouveau l’adresse avec laquelle vous vous connectez. Si vous n’avez jamais indiqué cette autre adresse, quelqu’un d’autre est connecté à votre compte.',
    },
    factor_added: {
      subject: 'Un moyen de connexion a été ajouté',
      text: 'Une application d’authentification ou une clé d’accès a été ajoutée à votre compte.',
    },
    factor_removed: {
      subject: 'Un moyen de connexion a été retiré',
      text: 'Une application d’authentification ou une clé d’accès a été retirée de votre compte.',
    },
    factors_lost: {
      subject: 'La validation en deux étapes va être désactivée',
      text: 'Une personne qui connaît votre mot de passe a déclaré que vous aviez perdu votre application d’authentification et vos clés d’accès. Elles seront toutes retirées dans 24 heures. Si ce n’était pas vous, connectez-vous avant, annulez cette demande et changez votre mot de passe.',
    },
    identity_linked: {
      subject: 'Un compte a été associé au vôtre',
      text: 'Un compte d’un autre fournisseur, comme Google ou GitHub, permet désormais de se connecter à votre compte.',
    },
    identity_unlinked: {
      subject: 'Un compte associé a été retiré',
      text: 'Un compte d’un autre fournisseur, comme Google ou GitHub, ne permet plus de se connecter à votre compte.',
    },
    recovery_used: {
      subject: 'Votre compte a été récupéré',
      text: 'Votre compte a été récupéré avec un nouveau mot de passe.',
    },
  },
  templates: {
    verify_email: (_, { place }) => ({
      subject: 'Confirmez votre adresse e-mail',
      paragraphs: [
        `Confirmez que cette adresse est la vôtre, pour l’utiliser avec votre compte sur ${place}.`,
      ],
      label: 'Confirmer l’adresse',
      afterwards: [NOT_ASKED],
    }),
    address_changed: ({ newAddress }, { address }) => ({
      subject: 'Votre adresse e-mail va être modifiée',
      paragraphs: [
        `Une personne connectée à votre compte a demandé de changer l’adresse pour ${address(newAddress)}. Tant que la nouvelle n’est pas confirmée, celle-ci reste valable.`,
        'Si ce n’était pas vous, annulez le changement. Cela déconnecte aussi tout le monde du compte.',
      ],
      label: 'Annuler le changement',
    }),
    reset_password: (_, { place }) => ({
      subject: 'Choisissez un nouveau mot de passe',
      paragraphs: [`Quelqu’un a demandé un nouveau mot de passe pour votre compte sur ${place}.`],
      label: 'Choisir un nouveau mot de passe',
      afterwards: [NOT_ASKED],
    }),
    release_address: (_, { place }) => ({
      subject: 'Libérez votre adresse e-mail',
      paragraphs: [
        `Quelqu’un a demandé un nouveau mot de passe avec cette adresse. Elle ne permet de se connecter à aucun compte sur ${place} : un compte ne fait que l’afficher et ne l’a jamais confirmée.`,
        'Ce lien retire l’adresse de ce compte. Vous pourrez ensuite vous inscrire avec elle.',
      ],
      label: 'Libérer mon adresse',
      afterwards: [
        'Si ce compte est le vôtre, ne faites rien, et demandez le nouveau mot de passe avec l’adresse que vous utilisez pour vous connecter.',
        NOT_ASKED,
      ],
      footer: `Cet e-mail vient de ${place}. Merci de ne pas y répondre.`,
    }),
    first_password: (_, { place }) => ({
      subject: 'Choisissez un mot de passe pour votre compte',
      paragraphs: [
        `Un compte a été créé pour vous sur ${place}. Il n’a pas encore de mot de passe : choisissez-en un que vous seul connaissez.`,
      ],
      label: 'Choisir un mot de passe',
      afterwards: [
        'Si le lien a expiré, demandez un nouveau mot de passe là où vous vous connectez.',
        'Si vous ne connaissez pas ce compte, vous pouvez ignorer cet e-mail.',
      ],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'Votre lien de connexion',
      paragraphs: [`Avec ce lien, vous vous connectez à ${place}.`],
      label: 'Se connecter',
      afterwards: ['Ne le partagez pas : quiconque le détient peut se connecter à votre place.', NOT_ASKED],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'Votre code de connexion',
      paragraphs: [`Avec ce code, vous vous connectez à ${place} :`],
      afterwards: ['Ne le communiquez à personne, quelle que soit la personne qui le demande.', NOT_ASKED],
    }),
    invitation: ({ by }, { place, quote }) => ({
      subject: 'Vous avez reçu une invitation',
      paragraphs: [
        by === undefined
          ? `Vous avez été invité à créer un compte sur ${place}.`
          : `${quote(by)} vous invite à créer un compte sur ${place}.`,
      ],
      label: 'Créer un compte',
    }),
    register_link: (_, { place }) => ({
      subject: 'Terminez la création de votre compte',
      paragraphs: [`Avec ce lien, terminez la création de votre compte sur ${place}.`],
      label: 'Terminer la création du compte',
      afterwards: ['Le mot de passe choisi lors de l’inscription vous sera demandé.', NOT_ASKED],
    }),
    already_registered: ({ resetUrl }, { place }) => ({
      subject: 'Vous avez déjà un compte',
      paragraphs: [
        `Quelqu’un a voulu s’inscrire sur ${place} avec cette adresse, qui a déjà un compte. Connectez-vous avec elle, ou choisissez un nouveau mot de passe.`,
      ],
      ...(resetUrl === undefined ? {} : { label: 'Choisir un nouveau mot de passe' }),
      afterwards: ['Si ce n’était pas vous, vous pouvez ignorer cet e-mail.'],
    }),
    username_taken: ({ username }, { place, quote }) => ({
      subject: 'Choisissez un autre nom d’utilisateur',
      paragraphs: [
        `Quelqu’un a voulu s’inscrire sur ${place} avec cette adresse et le nom d’utilisateur ${quote(username)}, qui est déjà pris. Aucun compte n’a été créé. Inscrivez-vous de nouveau avec un autre nom d’utilisateur.`,
      ],
      afterwards: ['Si ce n’était pas vous, vous pouvez ignorer cet e-mail.'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: 'Ce n’était pas moi',
            afterwards: [
              'Si c’était vous, vous n’avez rien à faire. Sinon, le lien ci-dessus déconnecte tout le monde de votre compte et vous envoie un lien pour choisir un nouveau mot de passe.',
            ],
          }),
    }),
    recovery_link: (_, { place }) => ({
      subject: 'Récupérer votre compte',
      paragraphs: [
        `Quelqu’un a demandé à récupérer votre compte sur ${place} parce que tous les moyens de connexion sont perdus. Cela prend plusieurs jours, et nous vous le rappellerons chaque jour.`,
      ],
      label: 'Démarrer la récupération',
      afterwards: [NOT_ASKED],
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'Quelqu’un veut récupérer votre compte',
      paragraphs: [
        `Quelqu’un dit que tous les moyens de connexion à votre compte sont perdus. Si personne ne l’arrête, cette personne pourra y entrer après le ${instant(readyAt)}.`,
        'Si ce n’est pas vous, arrêtez-la maintenant.',
      ],
      label: 'Arrêter la récupération',
    }),
    recovery_ready: () => ({
      subject: 'Vous pouvez récupérer votre compte',
      paragraphs: ['L’attente est terminée. Choisissez un nouveau mot de passe pour retrouver votre compte.'],
      label: 'Choisir un nouveau mot de passe',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: 'Quelqu’un vous demande de l’aide',
      paragraphs: [
        `${quote(who)} vous a choisi comme personne de confiance et veut retrouver l’accès à un compte. Parlez-vous d’abord de vive voix ou par téléphone. Confirmez ensuite que c’est bien cette personne.`,
      ],
      label: 'Confirmer la personne',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: 'Votre validation en deux étapes va être retirée',
      paragraphs: [
        `Quelqu’un qui connaît votre mot de passe dit que votre application d’authentification et vos clés d’accès sont perdues. Elles seront retirées le ${instant(at)}.`,
        'Si ce n’était pas vous, arrêtez cela et changez votre mot de passe.',
      ],
      label: 'Arrêter',
    }),
  },
}

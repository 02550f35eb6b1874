import { counted } from '#kernel/plurals'
import type { RefusalWords } from './known.ts'

export const fr: RefusalWords = {
  messages: {
    required: 'champ obligatoire.',
    atLeast: (least) => `au moins ${least} caractères.`,
    atMost: (most) => `au plus ${most} caractères.`,
    noneChosen: 'Choisissez-en au moins une.',
    between: (least, most) => `de ${least} à ${most} caractères.`,
    usernameLetters: 'de 3 à 64 caractères : lettres de a à z, chiffres, « . », « _ » et « - ».',
    usernameDigits: 'il faut au moins une lettre.',
    usernameReserved: 'ce nom est réservé. Choisissez-en un autre.',
    notAnAddress: 'une seule adresse e-mail, comme name@example.com.',
    nothingVisible: 'au moins un caractère visible.',
    controlCharacters: 'sans caractères de contrôle.',
    allowedCharacters: 'contient des caractères qui ne sont pas admis ici.',
    eightDigits: 'huit chiffres.',
    notAllowed: 'n’est pas admis ici.',
    otherAddress: 'ce n’est pas l’adresse invitée.',
    usernameTaken: 'Un compte porte déjà ce nom d’utilisateur.',
    emailTaken: 'Un compte existe déjà avec cette adresse e-mail.',
    passwordIllFormed: 'Le mot de passe contient une moitié de caractère. Saisissez-le sans ce caractère.',
    passwordNul: 'Le mot de passe contient un caractère NUL. Saisissez-le sans lui.',
    passwordTooLong: (most) => `Le mot de passe est trop long. ${most} caractères au plus.`,
    passwordTooShort: (least) => `Le mot de passe est trop court. ${least} caractères au moins.`,
    passwordPersonal:
      'Le mot de passe n’est guère plus que votre nom, votre adresse ou le nom de ce serveur. Choisissez-en un autre.',
    passwordRepetitive:
      'Le mot de passe suit un motif simple. Choisissez plusieurs mots sans rapport entre eux.',
    passwordCommon:
      'Beaucoup de gens utilisent ce mot de passe. Choisissez plusieurs mots sans rapport entre eux.',
    codeIsDue:
      'Ce compte exige la validation en deux étapes : saisissez un code de votre application d’authentification ou un code de récupération.',
    wrongAppCode: 'Ce code est incorrect. Vérifiez que l’horloge de votre appareil est à l’heure.',
    wrongPassword: 'Le mot de passe est incorrect.',
    otherUsername: 'Ce n’est pas le nom d’utilisateur de ce compte.',
    codeIsWrong:
      'Ce code est incorrect ou a déjà servi. Saisissez le suivant, ou un autre code de récupération.',
  },
  reasons: {
    wrongRegistrationPassword:
      'Ce n’est pas le mot de passe que vous avez choisi à l’inscription. Après cinq erreurs, il faudra vous inscrire à nouveau.',
    changedMeanwhile: 'Le compte a changé entre-temps. Connectez-vous à nouveau.',
    accountChanged: 'Le compte a changé entre-temps. Connectez-vous à nouveau.',
    signedOutMeanwhile:
      'Vous avez été déconnecté entre-temps et rien n’a été fait. Votre saisie est toujours là : envoyez-la de nouveau.',
    byInvitation:
      'Ici, les comptes se créent sur invitation. Demandez-en une à l’administration de ce serveur.',
    inviterMayNot:
      'La personne qui vous a invité n’a plus le droit de créer un tel compte. Demandez une nouvelle invitation à l’administration de ce serveur.',
    mailboxAlone:
      'L’accès à la messagerie ne suffit pas : saisissez l’ancien mot de passe, ou demandez à une personne de confiance ou à l’administration de confirmer que c’est bien vous.',
    notBefore: 'La récupération pourra être achevée à partir du {instant}.',
    notAgreed: 'Vous n’avez pas donné votre accord là-bas, donc rien n’a été fait ici.',
    notAccepted:
      'La réponse du service de connexion n’a pas été acceptée. Réessayez ; si cela continue, prévenez l’administrateur de ce serveur.',
    tooManyIdentities: 'Vous ne pouvez pas associer plus de comptes. Retirez-en d’abord un.',
    notAnew:
      'Le service n’a pas confirmé que vous venez de vous y connecter : cela ne prouve donc rien. Réessayez en vous y connectant, ou prouvez-le autrement.',
    notTheLinked:
      'Ce compte du service n’est pas celui qui est lié au vôtre. Connectez-vous là-bas avec celui-là.',
    invitedAnother:
      'L’adresse de ce compte du service n’est pas celle qui a été invitée. Choisissez un autre compte, ou un mot de passe ; l’invitation reste valable.',
    invitedNotProved:
      'Le service ne prouve pas que l’adresse invitée est la vôtre. Choisissez un mot de passe ; l’invitation reste valable.',
    invitedHasAccount:
      'Ce compte du service connecte déjà à un compte ici. Connectez-vous avec lui ; l’invitation reste valable.',
    addressGivenUp:
      'Cette adresse e-mail a été abandonnée récemment et peut encore être reprise. Connectez-vous autrement et associez ce compte depuis votre compte.',
    removedBefore:
      'Ce compte a été retiré de celui qui a ici cette adresse e-mail. Connectez-vous autrement, puis associez-le de nouveau.',
    noAccountYet:
      'Vous n’avez pas encore de compte ici et ne pouvez pas en créer un vous-même. Si vous en avez un, connectez-vous autrement et associez-y ce compte. Sinon, demandez un compte à l’administration de ce serveur.',
    wrongAppCode: 'Ce code est incorrect. Vérifiez que l’horloge de votre appareil est à l’heure.',
    ownContact: 'Vous ne pouvez pas être votre propre personne de confiance.',
    anothersForm:
      'Quelqu’un d’autre était connecté à l’ouverture de cette page, et rien n’a été fait. Vérifiez à qui appartient ce compte.',
    foreignForm:
      'Ce formulaire a été envoyé depuis une page d’une autre adresse. Rouvrez la page et envoyez-le de là.',
    invalid_request: 'Le formulaire était illisible. Rouvrez la page.',
    validation_failed: 'Les données sont incomplètes ou ne sont pas valables. Rouvrez la page.',
    invalid_credentials: 'Le nom d’utilisateur ou le mot de passe est incorrect.',
    invalid_code: 'Ce code est incorrect ou a déjà servi. Vous n’êtes pas connecté.',
    invalid_mfa_token: 'Cette connexion a expiré. Connectez-vous à nouveau.',
    mfa_required: 'Ce compte exige la validation en deux étapes.',
    account_disabled: 'Ce compte est désactivé. Adressez-vous à l’administration de ce serveur.',
    password_change_required:
      'Ce compte a d’abord besoin d’un nouveau mot de passe. Connectez-vous, choisissez-en un, puis revenez.',
    wrong_password: 'Le mot de passe est incorrect. Rien n’a été modifié.',
    username_taken: 'Un compte porte déjà ce nom d’utilisateur.',
    email_taken: 'Un compte existe déjà avec cette adresse e-mail.',
    registration_closed: 'Personne ne peut s’inscrire ici. Demandez un compte à l’administration.',
    invalid_invitation: 'L’invitation est fausse, utilisée, retirée ou trop ancienne. Demandez-en une autre.',
    invalid_mailed_token:
      'Le lien est faux, utilisé, remplacé par un plus récent ou trop ancien. Demandez un nouvel e-mail.',
    invalid_reset_token: 'Le lien est faux, utilisé ou trop ancien. Demandez-en un autre.',
    invalid_notice_token:
      'Le lien est faux, utilisé ou trop ancien. Par précaution, choisissez un nouveau mot de passe.',
    invalid_recovery_token: 'Le lien est faux, utilisé ou trop ancien. Demandez-en un autre.',
    invalid_setup_token: 'Le lien d’installation est faux, utilisé ou trop ancien.',
    invalid_token: 'Vous n’êtes plus connecté. Connectez-vous à nouveau.',
    setup_completed: 'Ce serveur est déjà installé. Connectez-vous.',
    recovery_not_found: 'Aucune récupération de ce compte n’est en cours.',
    recovery_not_ready: 'La récupération ne peut pas encore être achevée.',
    recovery_frozen:
      'Cette récupération a déjà été suspendue, et ne peut l’être qu’une fois. Pour l’annuler, confirmez votre identité.',
    reauth_required: 'Pour cela, confirmez à nouveau votre identité.',
    user_not_found: 'Ce compte n’existe pas.',
    forbidden: 'Vous n’en avez pas le droit.',
    idempotency_key_reused: 'C’est déjà envoyé. Rouvrez la page.',
    invalid_passkey: 'La clé d’accès n’a pas été acceptée. Réessayez, ou connectez-vous autrement.',
    provider_refused:
      'Cette connexion a commencé dans un autre navigateur, est déjà terminée ou a duré trop longtemps. Recommencez.',
    provider_unavailable:
      'Le service de connexion ne répond pas pour l’instant. Réessayez dans un moment, ou connectez-vous autrement.',
    provider_not_found: 'Ce serveur ne connaît pas ce service de connexion. Connectez-vous autrement.',
    address_not_proved:
      'Le service ne confirme pas que l’adresse e-mail est la vôtre. Si vous avez un compte ici, connectez-vous autrement et associez-y ce compte. Sinon, inscrivez-vous avec votre adresse.',
    identity_taken: 'Ce compte est déjà associé à un autre compte ici. Retirez-le d’abord là-bas.',
    identity_not_found: 'Ce compte n’est pas associé au vôtre.',
    last_way_in:
      'C’est votre seul moyen de connexion. Choisissez d’abord un mot de passe ou ajoutez une clé d’accès.',
    passkey_exists: 'Cette clé d’accès est déjà utilisée.',
    too_many_passkeys: 'Un compte ne peut pas avoir plus de clés d’accès. Retirez-en d’abord une.',
    invalid_attestation:
      'Cette clé d’accès n’a pas été acceptée. Réessayez, peut-être avec un autre appareil.',
    passkey_not_found: 'Cette clé d’accès n’existe plus.',
    totp_exists:
      'Vous avez déjà une application d’authentification. Retirez-la avant d’en configurer une autre.',
    factor_not_found: 'Rien n’est activé ici.',
    last_administrator: 'Nommez d’abord un autre administrateur.',
    account_not_suitable: 'Ce n’est pas possible avec ce compte.',
    payload_too_large: 'Le formulaire est trop grand.',
    unsupported_media_type: 'Le formulaire est arrivé sous une forme qui n’est pas lue ici.',
    too_many_attempts: 'Il y a eu trop de tentatives.',
    too_many_requests: 'Il y a eu trop de demandes.',
    overloaded: 'Le serveur est surchargé pour le moment.',
    storage_unavailable: 'Le serveur ne peut pas le faire pour le moment.',
  },
  after: (seconds) =>
    seconds < 120
      ? `Réessayez dans ${counted('fr', seconds, { one: '# seconde', other: '# secondes' })}.`
      : `Réessayez dans ${counted('fr', Math.ceil(seconds / 60), { one: '# minute', other: '# minutes' })}.`,
}

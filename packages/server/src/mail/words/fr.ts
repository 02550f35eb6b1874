import type { Words } from '../words.ts'

const NOT_ASKED =
  'Si vous ne l’avez pas demandé, ne faites rien : sans ce message, personne ne peut s’en servir.'

export const words: Words = {
  direction: 'ltr',
  durations: {
    minutes: { one: '# minute', many: '# minutes', other: '# minutes' },
    hours: { one: '# heure', many: '# heures', other: '# heures' },
    days: { one: '# jour', many: '# jours', other: '# jours' },
  },
  goodFor: (duration) => `Ceci est valable encore ${duration}, et une seule fois.`,
  footer: (place) => `Ce message concerne votre compte sur ${place}. Personne ne lit les réponses.`,
  when: 'Quand',
  from: 'Depuis',
  device: 'Avec',
  notices: {
    refresh_token_reused: {
      subject: 'Une de vos sessions a été fermée',
      text: 'Un jeton déjà utilisé d’une de vos sessions a servi une seconde fois. Quelqu’un l’a peut-être copié : la session a été fermée.',
    },
    password_changed: {
      subject: 'Votre mot de passe a été changé',
      text: 'Le mot de passe de votre compte a été changé et vos autres sessions ont été fermées.',
    },
    api_key_created: {
      subject: 'Une clé d’API a été créée',
      text: 'Une clé d’API de votre compte a été créée. Un programme qui la détient agit en votre nom.',
    },
    new_device: {
      subject: 'Une connexion depuis un nouvel endroit',
      text: 'Quelqu’un s’est connecté à votre compte depuis un endroit inhabituel.',
    },
    email_changed: {
      subject: 'Votre adresse e-mail a été changée',
      text: 'L’adresse e-mail de votre compte a été changée.',
    },
    email_released: {
      subject: 'Une adresse e-mail a été retirée de votre compte',
      text: 'Votre compte affichait une adresse e-mail qu’il n’a jamais confirmée, et la personne qui lit ses messages l’a reprise. Votre compte affiche de nouveau celle qui vous connecte. Si vous n’avez jamais donné cette adresse, quelqu’un d’autre est connecté à votre compte.',
    },
    factor_added: {
      subject: 'Un moyen de connexion a été ajouté',
      text: 'Un second facteur ou une clé d’accès a été ajouté à votre compte.',
    },
    factor_removed: {
      subject: 'Un moyen de connexion a été retiré',
      text: 'Un second facteur ou une clé d’accès a été retiré de votre compte.',
    },
    identity_linked: {
      subject: 'Un nouveau moyen de connexion : un compte externe',
      text: 'Un compte d’un autre fournisseur, comme Google ou GitHub, permet désormais de se connecter à votre compte.',
    },
    identity_unlinked: {
      subject: 'Un compte externe a été retiré',
      text: 'Un compte d’un autre fournisseur, comme Google ou GitHub, ne permet plus de se connecter à votre compte.',
    },
    recovery_used: {
      subject: 'Votre compte a été récupéré',
      text: 'Une voie de retour vers votre compte a été utilisée.',
    },
  },
  templates: {
    verify_email: (_, { place }) => ({
      subject: 'Confirmez votre adresse e-mail',
      paragraphs: [`Confirmez que cette adresse est la vôtre, pour qu’elle compte sur ${place}.`],
      label: 'Confirmer l’adresse',
      afterwards: [NOT_ASKED],
    }),
    address_changed: ({ newAddress }, { address }) => ({
      subject: 'Votre adresse e-mail va être changée',
      paragraphs: [
        `Quelqu’un de connecté à votre compte a donné ${address(newAddress)} comme nouvelle adresse. Tant qu’elle n’est pas confirmée, celle-ci reste valable.`,
        'Si ce n’était pas vous, annulez le changement. Cela ferme aussi toutes les sessions du compte.',
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
        'Avec ce lien, l’adresse est retirée à ce compte. Vous pourrez ensuite vous inscrire avec elle.',
      ],
      label: 'Libérer mon adresse',
      afterwards: [
        'Si ce compte est le vôtre, ne faites rien, et demandez le nouveau mot de passe avec l’adresse qui vous connecte.',
        NOT_ASKED,
      ],
      footer: `Ce message vient de ${place}. Personne ne lit les réponses.`,
    }),
    first_password: (_, { place }) => ({
      subject: 'Choisissez un mot de passe pour votre compte',
      paragraphs: [
        `Un compte a été créé pour vous sur ${place}. Il n’a pas encore de mot de passe : choisissez-en un que vous seul connaissez.`,
      ],
      label: 'Choisir un mot de passe',
      afterwards: [
        'Si le lien a expiré, demandez un nouveau mot de passe là où vous vous connectez.',
        'Si ce compte ne vous dit rien, ne faites rien.',
      ],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'Votre lien de connexion',
      paragraphs: [`Avec ce lien, vous vous connectez à ${place}.`],
      label: 'Se connecter',
      afterwards: ['Ne le transmettez pas : qui le détient est connecté à votre place.', NOT_ASKED],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'Votre code de connexion',
      paragraphs: [`Avec ce code, vous vous connectez à ${place} :`],
      afterwards: ['Ne le dites à personne, qui que ce soit qui le demande.', NOT_ASKED],
    }),
    invitation: ({ by }, { place, quote }) => ({
      subject: 'Une invitation',
      paragraphs: [
        by === undefined
          ? `Vous êtes invité à créer un compte sur ${place}.`
          : `${quote(by)} vous invite à créer un compte sur ${place}.`,
      ],
      label: 'Créer un compte',
    }),
    register_link: (_, { place }) => ({
      subject: 'Terminez votre inscription',
      paragraphs: [`Avec ce lien, votre nouveau compte sur ${place} est à vous.`],
      label: 'Terminer l’inscription',
      afterwards: ['Le mot de passe choisi lors de l’inscription vous sera demandé.', NOT_ASKED],
    }),
    already_registered: ({ resetUrl }, { place }) => ({
      subject: 'Vous avez déjà un compte',
      paragraphs: [
        `Quelqu’un a voulu s’inscrire sur ${place} avec cette adresse, qui a déjà un compte. Connectez-vous avec elle, ou choisissez un nouveau mot de passe.`,
      ],
      ...(resetUrl === undefined ? {} : { label: 'Choisir un nouveau mot de passe' }),
      afterwards: ['Si ce n’était pas vous, ne faites rien.'],
    }),
    username_taken: ({ username }, { place, quote }) => ({
      subject: 'Choisissez un autre nom',
      paragraphs: [
        `Quelqu’un a voulu s’inscrire sur ${place} avec cette adresse et le nom ${quote(username)}, qui est déjà pris. Aucun compte n’a été créé. Inscrivez-vous de nouveau avec un autre nom.`,
      ],
      afterwards: ['Si ce n’était pas vous, ne faites rien.'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: 'Ce n’était pas moi',
            afterwards: [
              'Si c’était vous, ne faites rien. Sinon, le lien ci-dessus ferme toutes les sessions de votre compte et vous envoie un lien pour choisir un nouveau mot de passe.',
            ],
          }),
    }),
    recovery_link: (_, { place }) => ({
      subject: 'Récupérer votre compte',
      paragraphs: [
        `Quelqu’un a demandé un chemin de retour vers votre compte sur ${place}, parce que tous les moyens d’y entrer sont perdus. Cela prend plusieurs jours, et vous en êtes averti chaque jour.`,
      ],
      label: 'Commencer',
      afterwards: [NOT_ASKED],
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'Quelqu’un veut récupérer votre compte',
      paragraphs: [
        `Quelqu’un dit que tous les moyens d’entrer dans votre compte sont perdus. Si personne ne s’y oppose, il entrera après le ${instant(readyAt)}.`,
        'Si ce n’était pas vous, opposez-vous maintenant.',
      ],
      label: 'S’opposer',
    }),
    recovery_ready: () => ({
      subject: 'Vous pouvez reprendre votre compte',
      paragraphs: ['L’attente est terminée. Choisissez un nouveau mot de passe pour retrouver votre compte.'],
      label: 'Retrouver mon compte',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: 'Quelqu’un vous demande de l’aide',
      paragraphs: [
        `${quote(who)} vous a désigné comme personne de confiance et veut retrouver un compte. Parlez-vous d’abord en personne ou au téléphone ; dites ensuite que c’est bien cette personne.`,
      ],
      label: 'Confirmer la personne',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: 'Votre second facteur va être retiré',
      paragraphs: [
        `Quelqu’un qui connaît votre mot de passe dit que le second facteur est perdu. Il sera retiré le ${instant(at)}.`,
        'Si ce n’était pas vous, arrêtez cela et changez votre mot de passe.',
      ],
      label: 'Arrêter',
    }),
  },
}

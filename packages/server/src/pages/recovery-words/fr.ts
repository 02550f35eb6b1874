import { html } from '../html.ts'
import type { RecoveryWords } from './en.ts'

const waiting = (hours: number): string => {
  if (hours % 24 !== 0) return `${hours} heures`
  return hours === 24 ? 'un jour' : `${hours / 24} jours`
}

export const fr: RecoveryWords = {
  thatDay: 'ce jour-là',
  callOff: 'L’annuler',
  byAdministrator: 'L’administration de ce serveur a confirmé que c’est vous.',
  byContact: 'Un de vos contacts de confiance a confirmé que c’est vous.',
  beginTitle: 'Récupérez votre compte',
  beginLead: (hours) => [
    'Pour qui a perdu tout ce qui permet de se connecter. Un mot de passe seul se remplace plus vite : demandez-en un autre dans l’application.',
    `À partir de maintenant, cela prend ${waiting(hours)}. D’ici là rien ne change, et chaque appareil et chaque adresse du compte en est informé, pour que personne ne prenne le compte sans être vu.`,
  ],
  begin: 'Commencer',
  mailedOn: (ready, until) =>
    html`Le ${ready}, vous recevrez par e-mail un lien pour choisir un nouveau mot de passe. Si vous le manquez, redemandez-le là où vous avez demandé cet e-mail, jusqu’au ${until}.`,
  needed:
    'Il faudra alors autre chose encore : l’ancien mot de passe, s’il n’a pas été choisi par un lien, ou quelqu’un qui confirme que c’est vous, un contact de confiance ou l’administration de ce serveur. Parlez-leur entre-temps.',
  underWayTitle: 'En cours',
  underWay: 'Votre récupération est en cours',
  begunTitle: 'Commencée',
  begun: 'Votre récupération a commencé',
  beginWrong: 'ou date de plus d’une heure',
  beginAgain: 'Demandez-en un autre là où vous avez demandé celui-ci. Une récupération commencée continue.',
  freezeTitle: 'Quelqu’un veut votre compte',
  freezeRefused: 'Pas encore : la suspendre',
  freezeHeading: 'Quelqu’un veut récupérer votre compte',
  freezeIfYou: 'Si c’est vous, ne faites rien et fermez cette page.',
  freezeIfNot: (ready) =>
    html`Si ce n’est pas vous, suspendez-la 72 heures${ready && html` ; sinon elle pourra être achevée à partir du ${ready}`}. Cela ne marche qu’une fois. Annulez-la ensuite, en prouvant qui vous êtes.`,
  freeze: 'La suspendre 72 heures',
  frozenUntil: (until, ready) =>
    html`Avant le ${until}, personne n’entre par elle dans le compte, et par e-mail pas avant le ${ready}. Ensuite elle continue d’elle-même, et n’est suspendue qu’une fois.`,
  frozenNext: 'Si ce n’est pas vous, annulez-la avant.',
  frozenTitle: 'Suspendue',
  frozenBefore: 'Elle a déjà été suspendue',
  frozen: 'Elle est suspendue pour 72 heures',
  freezeWrong: 'ou cette récupération est terminée',
  freezeAgain: 'Une récupération encore en cours est annulée par qui prouve que le compte est à lui.',
  finishTitle: 'Choisissez un nouveau mot de passe',
  finishHeading: 'Reprenez votre compte',
  finishLead:
    'Choisissez un nouveau mot de passe. Toutes les sessions sont fermées, et chaque second facteur, clé d’accès et appareil de confiance est retiré.',
  finish: 'Le reprendre',
  former: 'Ancien mot de passe, si vous le connaissez',
  formerHint:
    'Nécessaire seulement si aucun contact de confiance ni l’administration n’a confirmé que c’est vous.',
  finished: 'Votre compte est de nouveau à vous',
  finishedLead: [
    'Retournez dans l’application et connectez-vous avec le nouveau mot de passe. Ajoutez ensuite un second facteur : il n’y en a plus.',
    'Les clés d’API sont restées telles quelles. Regardez-les et retirez celles qui ne sont pas à vous.',
    'Le lien a servi ; personne ne peut le réutiliser. Vous pouvez fermer cette page.',
  ],
  finishAgain:
    'Redemandez une récupération avec la même adresse : tant que la vôtre peut être achevée, vous recevez aussitôt un nouveau lien. Qui a reçu ce lien de l’administration lui en demande un autre.',
  wrong: (what) =>
    `Il est mal recopié, a déjà servi, a été remplacé par un plus récent, ${what}. Rien n’a été modifié.`,
  cancelTitle: 'Annulez la récupération',
  cancelLead: [
    'Elle s’arrête aussitôt, et les liens envoyés ne valent plus rien. Un e-mail seul n’y suffit pas : prouvez avec tout ce que votre compte a qu’il est à vous.',
    'Si vous ne le pouvez pas, adressez-vous à l’administration de ce serveur.',
  ],
  cancelledTitle: 'Annulée',
  cancelled: 'La récupération est annulée',
  cancelledLead: [
    'Personne n’entre plus par elle dans votre compte. Cette page ne vous connecte pas ; vous pouvez la fermer.',
    'Si ce n’est pas vous qui l’avez commencée, quelqu’un lit peut-être vos e-mails : changez maintenant le mot de passe de votre messagerie.',
  ],
  nothingTitle: 'Rien à annuler',
  nothing: 'Il n’y a rien à annuler',
  nothingLead:
    'Aucune récupération de votre compte n’est en cours : elle a été annulée, achevée, ou son temps est écoulé. Rien n’a été modifié.',
  vouchTitle: 'Confirmez que c’est bien cette personne',
  vouchLead: [
    'Quelqu’un qui vous a nommé contact de confiance veut rentrer dans un compte. Parlez-lui d’abord, de vive voix ou au téléphone : qui lit ses e-mails peut aussi vous écrire.',
    'Si vous n’êtes pas sûr que c’est cette personne, fermez cette page. Si vous l’êtes, confirmez-le avec votre propre compte.',
  ],
  vouch: 'C’est bien elle',
  user: 'Numéro de son compte',
  userHint: 'La fin du lien de l’e-mail, après « user= ».',
  vouched: 'Vous l’avez confirmé',
  vouchedLead: [
    'La personne en est informée. À la fin de son attente, elle choisira un nouveau mot de passe avec un lien reçu par e-mail ; vous n’avez rien d’autre à faire.',
    'Cette page ne vous connecte pas ; vous pouvez la fermer.',
  ],
}

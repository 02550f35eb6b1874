import { html } from '../html.ts'
import type { RecoveryWords } from './en.ts'

const waiting = (hours: number): string => {
  if (hours % 24 !== 0) return `${hours} heures`
  return hours === 24 ? 'un jour' : `${hours / 24} jours`
}

export const fr: RecoveryWords = {
  thatDay: 'ce jour-là',
  callOff: 'Annuler la récupération',
  byAdministrator: 'L’administration de ce serveur a confirmé que c’est vous.',
  byContact: 'Une de vos personnes de confiance a confirmé que c’est bien vous.',
  beginTitle: 'Récupérez votre compte',
  beginLead: (hours) => [
    'À utiliser si vous avez perdu tous vos moyens de connexion. Si vous avez seulement oublié votre mot de passe, il est plus rapide d’en choisir un autre.',
    `La récupération prend ${waiting(hours)}. D’ici là rien ne change, et tous les appareils et adresses e-mail du compte sont avertis, pour que personne ne s’en empare à votre insu.`,
  ],
  begin: 'Démarrer la récupération',
  mailedOn: (ready, until) =>
    html`Le ${ready}, nous vous enverrons un lien pour choisir un nouveau mot de passe. Si vous le manquez, redemandez-le là où vous avez demandé cet e-mail, jusqu’au ${until}.`,
  needed:
    'Il vous faudra aussi l’ancien mot de passe, s’il n’a pas été choisi avec un lien, ou quelqu’un qui confirme que c’est bien vous : une personne de confiance ou l’administration de ce serveur. Parlez-leur entre-temps.',
  underWayTitle: 'Récupération en cours',
  underWay: 'Votre récupération est en cours',
  begunTitle: 'Récupération démarrée',
  begun: 'Votre récupération a commencé',
  beginWrong: 'ou vieux de plus d’une heure',
  beginAgain:
    'Demandez un nouveau lien là où vous avez demandé celui-ci. Une récupération déjà démarrée continue.',
  freezeTitle: 'Quelqu’un veut récupérer votre compte',
  freezeIfYou: 'Si c’est vous, ne faites rien et fermez cette page.',
  freezeIfNot: (ready) =>
    html`Si ce n’est pas vous, suspendez-la pendant 72 heures${ready && html` ; sinon elle pourra aboutir à partir du ${ready}`}. C’est possible une seule fois. Annulez-la ensuite en prouvant votre identité.`,
  freeze: 'Suspendre pendant 72 heures',
  frozenUntil: (until, ready) =>
    html`Personne ne peut entrer dans le compte par ce biais avant le ${until}, ni par e-mail avant le ${ready}. Elle reprend ensuite et ne peut plus être suspendue.`,
  frozenNext: 'Si ce n’est pas vous, annulez-la avant.',
  frozenTitle: 'Récupération suspendue',
  frozenBefore: 'La récupération est déjà suspendue',
  frozen: 'La récupération est suspendue pour 72 heures',
  freezeWrong: 'ou la récupération est terminée',
  freezeAgain:
    'Si une récupération est encore en cours, vous pouvez l’annuler en prouvant que le compte est à vous.',
  finishTitle: 'Choisissez un nouveau mot de passe',
  finishHeading: 'Récupérez votre compte',
  finishLead:
    'Choisissez un nouveau mot de passe. Tout le monde est déconnecté, et l’application d’authentification, les clés d’accès, les codes de récupération et les appareils de confiance sont retirés.',
  finish: 'Enregistrer le nouveau mot de passe',
  former: 'Ancien mot de passe, si vous le connaissez',
  formerHint:
    'Nécessaire seulement si aucune personne de confiance ni l’administration n’a confirmé que c’est bien vous.',
  finished: 'Votre compte est de nouveau à vous',
  finishedLead: [
    'Connectez-vous avec le nouveau mot de passe, puis réactivez la validation en deux étapes : elle est désactivée.',
    'Vos clés d’API ont été conservées. Vérifiez-les et révoquez celles qui ne sont pas à vous.',
    'Le lien a été utilisé et ne fonctionne plus.',
  ],
  finishAgain:
    'Redemandez une récupération avec la même adresse : tant que la vôtre peut aboutir, vous recevez aussitôt un nouveau lien. Si l’administration vous a donné ce lien, demandez-lui-en un autre.',
  wrong: (what) =>
    `Il est peut-être incomplet, déjà utilisé, remplacé par un plus récent ${what}. Rien n’a été modifié.`,
  cancelTitle: 'Annuler la récupération',
  cancelLead: [
    'Elle s’arrête aussitôt, et les liens envoyés ne fonctionnent plus. Pour cela, prouvez que le compte est à vous avec tout ce dont il dispose.',
    'Si vous ne le pouvez pas, adressez-vous à l’administration de ce serveur.',
  ],
  cancelledTitle: 'Récupération annulée',
  cancelled: 'La récupération est annulée',
  cancelledLead: [
    'Personne ne peut plus l’utiliser pour entrer dans votre compte. Vous n’êtes pas connecté sur cette page.',
    'Si ce n’est pas vous qui l’avez démarrée, quelqu’un lit peut-être vos e-mails : changez maintenant le mot de passe de votre messagerie.',
  ],
  nothingTitle: 'Rien à annuler',
  nothing: 'Il n’y a rien à annuler',
  nothingLead:
    'Aucune récupération de votre compte n’est en cours : elle a été annulée, terminée ou a expiré. Rien n’a été modifié.',
  vouchTitle: 'Confirmez que c’est bien cette personne',
  vouchLead: [
    'Quelqu’un qui vous a choisi comme personne de confiance veut retrouver l’accès à son compte. Parlez-lui d’abord, de vive voix ou par téléphone : quiconque lit ses e-mails pourrait aussi vous écrire.',
    'Si vous n’êtes pas sûr que c’est cette personne, fermez cette page. Si vous l’êtes, confirmez-le avec votre propre compte.',
  ],
  vouch: 'Oui, c’est bien cette personne',
  user: 'Numéro de son compte',
  userHint: 'La fin du lien de l’e-mail, après « user= ».',
  vouched: 'Vous avez confirmé que c’est bien cette personne',
  vouchedLead: [
    'Cette personne en sera avertie. À la fin de l’attente, elle choisira un nouveau mot de passe avec un lien reçu par e-mail. Vous n’avez rien d’autre à faire.',
    'Vous n’êtes pas connecté sur cette page. Vous pouvez la fermer.',
  ],
}

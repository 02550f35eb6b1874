import type { Language } from '#kernel/language'

const en = {
  title: 'Your data',
  what: 'Everything that this server holds of you, as one file that programs can read (JSON). What is secret, or about somebody else, is left out, and said.',
  download: 'Download it',
  proof: 'You may be asked first to prove that it is you.',
  held: 'What there is',
  part: 'Part',
  rows: 'Entries',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Ihre Daten',
    what: 'Alles, was dieser Server über Sie hält, als eine Datei, die Programme lesen können (JSON). Was geheim ist oder jemand anderen betrifft, fehlt, und das steht dabei.',
    download: 'Herunterladen',
    proof: 'Vielleicht müssen Sie vorher bestätigen, dass Sie es sind.',
    held: 'Was es gibt',
    part: 'Teil',
    rows: 'Einträge',
  },
  es: {
    title: 'Sus datos',
    what: 'Todo lo que este servidor guarda de usted, en un archivo que los programas pueden leer (JSON). Lo que es secreto o trata de otra persona no está, y se indica.',
    download: 'Descargar',
    proof: 'Es posible que antes tenga que demostrar que es usted.',
    held: 'Lo que hay',
    part: 'Parte',
    rows: 'Entradas',
  },
  fr: {
    title: 'Vos données',
    what: 'Tout ce que ce serveur détient de vous, en un fichier lisible par des programmes (JSON). Ce qui est secret ou concerne quelqu’un d’autre est omis, et c’est indiqué.',
    download: 'Télécharger',
    proof: 'Il se peut que vous deviez d’abord prouver que c’est bien vous.',
    held: 'Ce qu’il y a',
    part: 'Partie',
    rows: 'Entrées',
  },
  ja: {
    title: 'あなたのデータ',
    what: 'このサーバーが保持しているあなたの情報すべてを、プログラムで読める 1 つのファイル（JSON）にまとめます。秘密の情報やほかの人に関する情報は除かれ、その旨が記されます。',
    download: 'ダウンロード',
    proof: '先に本人確認を求められることがあります。',
    held: '内訳',
    part: '種類',
    rows: '件数',
  },
  ar: {
    title: 'بياناتك',
    what: 'كل ما يحفظه هذا الخادم عنك في ملف واحد تقرؤه البرامج (JSON). ما هو سرّي أو يخص غيرك مستثنى ومُشار إليه.',
    download: 'تنزيل',
    proof: 'قد يُطلب منك أولًا إثبات أنك صاحب الحساب.',
    held: 'المحتوى',
    part: 'الجزء',
    rows: 'العدد',
  },
}

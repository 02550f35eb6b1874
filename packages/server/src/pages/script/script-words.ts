import type { Language } from '#kernel/language'
import type { ScriptWords } from './words.ts'

const en: ScriptWords = {
  show: 'Show',
  hide: 'Hide',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  cancelled: 'No passkey was used. Try again, or continue another way.',
  known: 'This device already has a passkey for your account.',
  failed: 'That did not work. Try again, or continue another way.',
}
const de: ScriptWords = {
  show: 'Zeigen',
  hide: 'Verbergen',
  showPassword: 'Passwort zeigen',
  hidePassword: 'Passwort verbergen',
  cancelled: 'Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal, oder gehen Sie einen anderen Weg.',
  known: 'Dieses Gerät hat schon einen Passkey Ihres Kontos.',
  failed: 'Das hat nicht geklappt. Versuchen Sie es noch einmal, oder gehen Sie einen anderen Weg.',
}
const es: ScriptWords = {
  show: 'Mostrar',
  hide: 'Ocultar',
  showPassword: 'Mostrar la contraseña',
  hidePassword: 'Ocultar la contraseña',
  cancelled: 'No se usó ninguna llave de acceso. Inténtelo de nuevo o siga de otra manera.',
  known: 'Este dispositivo ya tiene una llave de acceso de su cuenta.',
  failed: 'No ha funcionado. Inténtelo de nuevo o siga de otra manera.',
}
const fr: ScriptWords = {
  show: 'Afficher',
  hide: 'Masquer',
  showPassword: 'Afficher le mot de passe',
  hidePassword: 'Masquer le mot de passe',
  cancelled: 'Aucune clé d’accès n’a été utilisée. Réessayez, ou continuez autrement.',
  known: 'Cet appareil a déjà une clé d’accès de votre compte.',
  failed: 'Cela n’a pas fonctionné. Réessayez, ou continuez autrement.',
}
const ja: ScriptWords = {
  show: '表示',
  hide: '隠す',
  showPassword: 'パスワードを表示',
  hidePassword: 'パスワードを隠す',
  cancelled: 'パスキーは使用されませんでした。もう一度試すか、別の方法で続けてください。',
  known: 'この端末には、あなたのアカウントのパスキーがすでにあります。',
  failed: 'うまくいきませんでした。もう一度試すか、別の方法で続けてください。',
}
const ar: ScriptWords = {
  show: 'إظهار',
  hide: 'إخفاء',
  showPassword: 'إظهار كلمة المرور',
  hidePassword: 'إخفاء كلمة المرور',
  cancelled: 'لم يُستخدم أي مفتاح مرور. حاول مرة أخرى، أو تابع بطريقة أخرى.',
  known: 'يوجد على هذا الجهاز مفتاح مرور لحسابك بالفعل.',
  failed: 'لم ينجح ذلك. حاول مرة أخرى، أو تابع بطريقة أخرى.',
}

export const words: Readonly<Record<Language, ScriptWords>> = { en, de, es, fr, ja, ar }

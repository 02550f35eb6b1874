import type { Language } from '#kernel/language'
import type { ScriptWords } from './words.ts'

const en: ScriptWords = {
  show: 'Show password',
  hide: 'Hide password',
  cancelled: 'No passkey was used. Try again, or go on another way.',
  known: 'This device has a passkey of your account already.',
  failed: 'That did not work. Try again, or go on another way.',
}
const de: ScriptWords = {
  show: 'Passwort zeigen',
  hide: 'Passwort verbergen',
  cancelled: 'Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal, oder gehen Sie einen anderen Weg.',
  known: 'Dieses Gerät hat schon einen Passkey Ihres Kontos.',
  failed: 'Das hat nicht geklappt. Versuchen Sie es noch einmal, oder gehen Sie einen anderen Weg.',
}
const es: ScriptWords = {
  show: 'Mostrar la contraseña',
  hide: 'Ocultar la contraseña',
  cancelled: 'No se usó ninguna llave de acceso. Inténtelo de nuevo o siga de otra manera.',
  known: 'Este dispositivo ya tiene una llave de acceso de su cuenta.',
  failed: 'No ha funcionado. Inténtelo de nuevo o siga de otra manera.',
}
const fr: ScriptWords = {
  show: 'Afficher le mot de passe',
  hide: 'Masquer le mot de passe',
  cancelled: 'Aucune clé d’accès n’a été utilisée. Réessayez, ou continuez autrement.',
  known: 'Cet appareil a déjà une clé d’accès de votre compte.',
  failed: 'Cela n’a pas fonctionné. Réessayez, ou continuez autrement.',
}
const ja: ScriptWords = {
  show: 'パスワードを表示',
  hide: 'パスワードを隠す',
  cancelled: 'パスキーは使用されませんでした。もう一度試すか、別の方法で続けてください。',
  known: 'この端末には、あなたのアカウントのパスキーがすでにあります。',
  failed: 'うまくいきませんでした。もう一度試すか、別の方法で続けてください。',
}
const ar: ScriptWords = {
  show: 'إظهار كلمة المرور',
  hide: 'إخفاء كلمة المرور',
  cancelled: 'لم يُستخدم أي مفتاح مرور. حاول مرة أخرى، أو تابع بطريقة أخرى.',
  known: 'يوجد على هذا الجهاز مفتاح مرور لحسابك بالفعل.',
  failed: 'لم ينجح ذلك. حاول مرة أخرى، أو تابع بطريقة أخرى.',
}

export const words: Readonly<Record<Language, ScriptWords>> = { en, de, es, fr, ja, ar }

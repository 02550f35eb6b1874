import type { Language } from '#kernel/language'

const en = {
  skip: 'Skip to the content',
  account: 'Your account',
  ways: 'Sections of your account',
  signOut: 'Sign out',
  overview: 'Overview',
  profile: 'Profile',
  password: 'Password',
  factors: 'Second factor',
  passkeys: 'Passkeys',
  connections: 'Sign-in services',
  sessions: 'Devices',
  activity: 'Activity',
  'api-keys': 'API keys',
  language: 'Language',
  data: 'Your data',
}

export type AccountShellWords = typeof en

const de: AccountShellWords = {
  skip: 'Zum Inhalt springen',
  account: 'Ihr Konto',
  ways: 'Bereiche Ihres Kontos',
  signOut: 'Abmelden',
  overview: 'Übersicht',
  profile: 'Profil',
  password: 'Passwort',
  factors: 'Zweiter Faktor',
  passkeys: 'Passkeys',
  connections: 'Anmeldedienste',
  sessions: 'Geräte',
  activity: 'Aktivität',
  'api-keys': 'API-Schlüssel',
  language: 'Sprache',
  data: 'Ihre Daten',
}

const es: AccountShellWords = {
  skip: 'Ir al contenido',
  account: 'Su cuenta',
  ways: 'Secciones de su cuenta',
  signOut: 'Cerrar sesión',
  overview: 'Resumen',
  profile: 'Perfil',
  password: 'Contraseña',
  factors: 'Segundo factor',
  passkeys: 'Llaves de acceso',
  connections: 'Servicios de inicio de sesión',
  sessions: 'Dispositivos',
  activity: 'Actividad',
  'api-keys': 'Claves de API',
  language: 'Idioma',
  data: 'Sus datos',
}

const fr: AccountShellWords = {
  skip: 'Aller au contenu',
  account: 'Votre compte',
  ways: 'Rubriques de votre compte',
  signOut: 'Se déconnecter',
  overview: 'Aperçu',
  profile: 'Profil',
  password: 'Mot de passe',
  factors: 'Second facteur',
  passkeys: 'Clés d’accès',
  connections: 'Services de connexion',
  sessions: 'Appareils',
  activity: 'Activité',
  'api-keys': 'Clés d’API',
  language: 'Langue',
  data: 'Vos données',
}

const ja: AccountShellWords = {
  skip: '本文へ移動',
  account: 'アカウント',
  ways: 'アカウントの項目',
  signOut: 'サインアウト',
  overview: '概要',
  profile: 'プロフィール',
  password: 'パスワード',
  factors: '第2要素',
  passkeys: 'パスキー',
  connections: 'サインインサービス',
  sessions: 'デバイス',
  activity: 'アクティビティ',
  'api-keys': 'APIキー',
  language: '言語',
  data: 'データ',
}

const ar: AccountShellWords = {
  skip: 'انتقل إلى المحتوى',
  account: 'حسابك',
  ways: 'أقسام حسابك',
  signOut: 'تسجيل الخروج',
  overview: 'نظرة عامة',
  profile: 'الملف الشخصي',
  password: 'كلمة المرور',
  factors: 'العامل الثاني',
  passkeys: 'مفاتيح المرور',
  connections: 'خدمات تسجيل الدخول',
  sessions: 'الأجهزة',
  activity: 'النشاط',
  'api-keys': 'مفاتيح API',
  language: 'اللغة',
  data: 'بياناتك',
}

export const words: Readonly<Record<Language, AccountShellWords>> = { en, de, es, fr, ja, ar }

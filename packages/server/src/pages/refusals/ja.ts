import type { RefusalWords } from './known.ts'

export const ja: RefusalWords = {
  messages: {
    required: '入力してください。',
    atLeast: (least) => `${least}文字以上で入力してください。`,
    atMost: (most) => `${most}文字以内で入力してください。`,
    between: (least, most) => `${least}～${most}文字で入力してください。`,
    usernameLetters: '英小文字 a～z、数字、「.」「_」「-」を使い、3～64文字で入力してください。',
    usernameDigits: '文字を1つ以上含めてください。',
    usernameReserved: 'この名前は使えません。別の名前を選んでください。',
    notAnAddress: 'name@example.com のようなメールアドレスを1つ入力してください。',
    nothingVisible: '目に見える文字を1つ以上含めてください。',
    controlCharacters: '制御文字は使えません。',
    allowedCharacters: '使えない文字が含まれています。',
    eightDigits: '8桁の数字で入力してください。',
    notAllowed: 'この値は使えません。',
    otherAddress: '招待されたアドレスではありません。',
    usernameTaken: 'このユーザー名のアカウントはすでにあります。',
    emailTaken: 'このメールアドレスのアカウントはすでにあります。',
    passwordIllFormed: 'パスワードに壊れた文字が含まれています。その文字を除いて入力してください。',
    passwordNul: 'パスワードにNUL文字が含まれています。それを除いて入力してください。',
    passwordTooLong: (most) => `パスワードが長すぎます。${most}文字以内にしてください。`,
    passwordTooShort: (least) => `パスワードが短すぎます。${least}文字以上にしてください。`,
    passwordPersonal:
      'パスワードが、あなたの名前やアドレス、またはこのサーバーの名前とほとんど同じです。別のものを選んでください。',
    passwordRepetitive: 'パスワードが単純なパターンです。互いに関係のない単語をいくつか選んでください。',
    passwordCommon: '多くの人が使っているパスワードです。互いに関係のない単語をいくつか選んでください。',
    codeIsDue:
      'このアカウントには第2要素があります。認証アプリのコードかリカバリーコードを入力してください。',
    codeIsWrong:
      'コードが違うか、すでに使われています。次のコードか、別のリカバリーコードを入力してください。',
  },
  reasons: {
    wrongRegistrationPassword:
      '登録時に選んだパスワードと違います。5回間違えると、登録をやり直すことになります。',
    changedMeanwhile: 'その間にアカウントが変更されました。もう一度サインインしてください。',
    accountChanged: 'その間にアカウントが変更されました。もう一度サインインしてください。',
    byInvitation: 'ここでは招待された人だけがアカウントを作れます。サーバーの管理者に依頼してください。',
    inviterMayNot:
      '招待した人は、このようなアカウントを作れなくなりました。サーバーの管理者に新しい招待を依頼してください。',
    mailboxAlone:
      'メールだけでは足りません。以前のパスワードを入力するか、信頼できる連絡先または管理者に本人であることを確認してもらってください。',
    notBefore: 'アカウントの回復は {instant} から完了できます。',
    foreignForm:
      'このフォームは別のアドレスのページから送信されました。ページを開き直して、そこから送信してください。',
    invalid_request: 'フォームを読み取れませんでした。ページを開き直してください。',
    validation_failed: '入力が不足しているか、正しくありません。ページを開き直してください。',
    invalid_credentials: 'ユーザー名またはパスワードが違います。',
    invalid_code: 'コードが違うか、すでに使われています。サインインしていません。',
    invalid_mfa_token: 'サインインの有効期限が切れました。もう一度サインインしてください。',
    mfa_required: 'このアカウントには第2要素があります。',
    account_disabled: 'このアカウントは無効です。サーバーの管理者に連絡してください。',
    password_change_required:
      'このアカウントはまず新しいパスワードが必要です。アプリでサインインして設定してから、戻ってきてください。',
    wrong_password: 'パスワードが違います。何も変更されていません。',
    username_taken: 'このユーザー名のアカウントはすでにあります。',
    email_taken: 'このメールアドレスのアカウントはすでにあります。',
    registration_closed: 'ここでは登録できません。管理者にアカウントを依頼してください。',
    invalid_invitation:
      '招待が正しくないか、使用済み、取り消し済み、または期限切れです。新しい招待を依頼してください。',
    invalid_mailed_token:
      'リンクが正しくないか、使用済み、新しいものに置き換え済み、または期限切れです。新しいメールを依頼してください。',
    invalid_reset_token:
      'リンクが正しくないか、使用済み、または期限切れです。新しいリンクを依頼してください。',
    invalid_notice_token:
      'リンクが正しくないか、使用済み、または期限切れです。念のため、新しいパスワードを選んでください。',
    invalid_recovery_token:
      'リンクが正しくないか、使用済み、または期限切れです。新しいリンクを依頼してください。',
    invalid_setup_token: 'セットアップ用リンクが正しくないか、使用済み、または期限切れです。',
    invalid_token: 'サインインが終了しました。もう一度サインインしてください。',
    setup_completed: 'このサーバーはセットアップ済みです。サインインしてください。',
    recovery_not_found: 'このアカウントの回復は進行していません。',
    recovery_not_ready: 'アカウントの回復はまだ完了できません。',
    recovery_frozen:
      'この回復は一度保留されました。保留は一度だけです。取り消すには本人であることを証明してください。',
    reauth_required: 'これには、もう一度本人であることの証明が必要です。',
    user_not_found: 'そのアカウントはありません。',
    forbidden: 'その操作は許可されていません。',
    idempotency_key_reused: 'すでに送信されています。ページを開き直してください。',
    invalid_passkey: 'パスキーは受け付けられませんでした。もう一度試すか、別の方法でサインインしてください。',
    payload_too_large: 'フォームが大きすぎます。',
    unsupported_media_type: 'このフォームの形式は読み取れません。',
    too_many_attempts: '試行回数が多すぎます。',
    too_many_requests: 'リクエストが多すぎます。',
    overloaded: 'サーバーが混み合っています。',
    storage_unavailable: 'サーバーは現在この処理を行えません。',
  },
  after: (seconds) =>
    seconds < 120
      ? `${seconds}秒後にもう一度お試しください。`
      : `${Math.ceil(seconds / 60)}分後にもう一度お試しください。`,
}

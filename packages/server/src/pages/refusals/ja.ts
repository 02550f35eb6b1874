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
    codeIsDue: '認証アプリのコードまたはリカバリーコードを入力してください。',
    wrongPassword: 'パスワードが違います。',
    otherUsername: 'このアカウントのユーザー名ではありません。',
    codeIsWrong:
      'コードが違うか、すでに使われています。次のコードか、別のリカバリーコードを入力してください。',
  },
  reasons: {
    wrongRegistrationPassword:
      '登録時に決めたパスワードと違います。5回間違えると、登録をやり直す必要があります。',
    changedMeanwhile: 'その間にアカウントが変更されました。もう一度サインインしてください。',
    accountChanged: 'その間にアカウントが変更されました。もう一度サインインしてください。',
    byInvitation: 'ここでは招待された人だけがアカウントを作れます。サーバーの管理者に依頼してください。',
    inviterMayNot:
      '招待した人は、このようなアカウントを作れなくなりました。サーバーの管理者に新しい招待を依頼してください。',
    mailboxAlone:
      'メールだけでは足りません。以前のパスワードを入力するか、信頼できる連絡先または管理者に本人であることを確認してもらってください。',
    notBefore: '復元は {instant} から完了できます。',
    notAgreed: '相手のサービスで同意しなかったため、ここでは何も行われていません。',
    notAccepted:
      'サインインサービスの応答は受け付けられませんでした。もう一度お試しください。続く場合は、サーバーの管理者にお知らせください。',
    tooManyIdentities: 'これ以上アカウントを連携できません。先に1つ解除してください。',
    addressGivenUp:
      'このメールアドレスは最近使われなくなったもので、まだ元の持ち主に戻る可能性があります。別の方法でサインインし、そこでこのアカウントを連携してください。',
    noAccountYet:
      'ここにはまだアカウントがなく、自分で作成することもできません。アカウントをお持ちの場合は、別の方法でサインインし、そこでこのアカウントを連携してください。お持ちでない場合は、サーバーの管理者に依頼してください。',
    wrongAppCode: 'コードが違います。デバイスの時計が合っているか確認してください。',
    ownContact: '自分自身を信頼できる連絡先にすることはできません。',
    foreignForm:
      'このフォームは別のアドレスのページから送信されました。ページを開き直して、そこから送信してください。',
    invalid_request: 'フォームを読み取れませんでした。ページを開き直してください。',
    validation_failed: '入力が不足しているか、正しくありません。ページを開き直してください。',
    invalid_credentials: 'ユーザー名またはパスワードが違います。',
    invalid_code: 'コードが違うか、すでに使われています。サインインしていません。',
    invalid_mfa_token: 'サインインの有効期限が切れました。もう一度サインインしてください。',
    mfa_required: 'このアカウントには2段階認証が必要です。',
    account_disabled: 'このアカウントは停止されています。サーバーの管理者に連絡してください。',
    password_change_required:
      'このアカウントは、まず新しいパスワードの設定が必要です。サインインして設定してから、戻ってきてください。',
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
      'リンクが正しくないか、使用済み、または期限切れです。念のため、新しいパスワードを設定してください。',
    invalid_recovery_token:
      'リンクが正しくないか、使用済み、または期限切れです。新しいリンクを依頼してください。',
    invalid_setup_token: 'セットアップ用リンクが正しくないか、使用済み、または期限切れです。',
    invalid_token: 'サインインが終了しました。もう一度サインインしてください。',
    setup_completed: 'このサーバーはセットアップ済みです。サインインしてください。',
    recovery_not_found: 'このアカウントの復元は行われていません。',
    recovery_not_ready: '復元はまだ完了できません。',
    recovery_frozen:
      'この復元はすでに一度保留にされており、再び保留にはできません。取り消すには本人確認をしてください。',
    reauth_required: 'この操作には、もう一度本人確認が必要です。',
    user_not_found: 'そのアカウントはありません。',
    forbidden: 'この操作は許可されていません。',
    idempotency_key_reused: 'すでに送信されています。ページを開き直してください。',
    invalid_passkey: 'パスキーは受け付けられませんでした。もう一度試すか、別の方法でサインインしてください。',
    provider_refused:
      'このサインインは別のブラウザーで始められたか、すでに終わっているか、時間がかかりすぎました。もう一度始めてください。',
    provider_unavailable:
      'サインインサービスは現在応答していません。しばらくしてからやり直すか、別の方法でサインインしてください。',
    provider_not_found:
      'このサーバーではそのサインインサービスを使えません。別の方法でサインインしてください。',
    address_not_proved:
      'サインインサービスは、このメールアドレスがあなたのものだと確認していません。ここにアカウントをお持ちの場合は、別の方法でサインインし、そこでこのアカウントを連携してください。お持ちでない場合は、メールアドレスで登録してください。',
    identity_taken:
      'このアカウントは、すでにここの別のアカウントと連携されています。先にそちらで解除してください。',
    identity_not_found: 'そのアカウントは連携されていません。',
    last_way_in:
      'これがサインインできる唯一の方法です。先にパスワードを設定するか、パスキーを追加してください。',
    passkey_exists: 'このパスキーはすでに使われています。',
    too_many_passkeys: 'これ以上パスキーを追加できません。先に1つ削除してください。',
    invalid_attestation:
      'このパスキーは受け付けられませんでした。もう一度、または別のデバイスでお試しください。',
    passkey_not_found: 'このパスキーはもうありません。',
    totp_exists: '認証アプリはすでに設定されています。別のアプリを設定する前に削除してください。',
    factor_not_found: '有効になっているものはありません。',
    last_administrator: '先にほかの人を管理者にしてください。',
    account_not_suitable: 'このアカウントではできません。',
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

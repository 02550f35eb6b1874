import type { Words } from '../words.ts'

const NOT_ASKED =
  'お心当たりがない場合は、このメールを無視してかまいません。このメールがなければ、誰も使うことはできません。'

export const words: Words = {
  direction: 'ltr',
  durations: { minutes: { other: '#分' }, hours: { other: '#時間' }, days: { other: '#日' } },
  goodFor: (duration) => `1回だけ、あと${duration}有効です。`,
  footer: (place) =>
    `このメールは ${place} のアカウントについてのお知らせです。このメールには返信しないでください。`,
  when: '日時',
  from: '接続元',
  device: 'デバイス',
  notices: {
    refresh_token_reused: {
      subject: 'デバイスがサインアウトされました',
      text: 'デバイスで使用済みのトークンがもう一度使われました。コピーされたおそれがあるため、そのデバイスをサインアウトしました。',
    },
    return_code_reused: {
      subject: 'セッションが終了されました',
      text: 'アプリへ戻るためのコードがもう一度使われました。コピーされたおそれがあるため、そのコードで始まったセッションを終了しました。',
    },
    password_changed: {
      subject: 'パスワードが変更されました',
      text: 'アカウントのパスワードが変更され、ほかのデバイスはサインアウトされました。',
    },
    api_key_created: {
      subject: 'APIキーが作成されました',
      text: 'アカウントのAPIキーが作成されました。そのキーを持つプログラムは、あなたの代わりに操作できます。',
    },
    new_device: {
      subject: 'アカウントへの新しいサインイン',
      text: '新しい場所またはデバイスから、アカウントにサインインがありました。',
    },
    email_changed: {
      subject: 'メールアドレスが変更されました',
      text: 'アカウントのメールアドレスが変更されました。',
    },
    email_released: {
      subject: 'アカウントからメールアドレスが外されました',
      text: 'アカウントに、確認されていないメールアドレスが表示されていましたが、その持ち主が取り戻しました。現在は、サインインに使うアドレスが表示されています。そのアドレスを入力した覚えがない場合は、ほかの人がアカウントにサインインしています。',
    },
    factor_added: {
      subject: 'サインインの方法が追加されました',
      text: 'アカウントに認証アプリまたはパスキーが追加されました。',
    },
    factor_removed: {
      subject: 'サインインの方法が削除されました',
      text: 'アカウントから認証アプリまたはパスキーが削除されました。',
    },
    factors_lost: {
      subject: '2段階認証がまもなく解除されます',
      text: 'あなたのパスワードを知る人が、認証アプリとパスキーを失ったと申告しました。24時間後にすべて削除されます。心当たりがない場合は、それまでにサインインして取り消し、パスワードを変更してください。',
    },
    identity_linked: {
      subject: 'アカウントが連携されました',
      text: 'Google や GitHub など、ほかのサービスのアカウントで、あなたのアカウントにサインインできるようになりました。',
    },
    identity_unlinked: {
      subject: 'アカウントの連携が解除されました',
      text: 'Google や GitHub など、ほかのサービスのアカウントでは、あなたのアカウントにサインインできなくなりました。',
    },
    recovery_used: {
      subject: 'アカウントが復元されました',
      text: '新しいパスワードで、アカウントが復元されました。',
    },
  },
  templates: {
    verify_email: (_, { place }) => ({
      subject: 'メールアドレスの確認',
      paragraphs: [
        `${place} のアカウントでお使いになるため、このアドレスがご自身のものであることを確認してください。`,
      ],
      label: 'アドレスを確認する',
      afterwards: [NOT_ASKED],
    }),
    address_changed: ({ newAddress }, { address }) => ({
      subject: 'メールアドレスの変更が求められています',
      paragraphs: [
        `アカウントにサインインしている人が、アドレスを ${address(newAddress)} に変更しようとしています。新しいアドレスが確認されるまでは、このアドレスが有効です。`,
        'お心当たりがない場合は、変更を取り消してください。アカウントから全員がサインアウトされます。',
      ],
      label: '変更を取り消す',
    }),
    reset_password: (_, { place }) => ({
      subject: '新しいパスワードの設定',
      paragraphs: [`${place} のアカウントについて、新しいパスワードの設定が求められました。`],
      label: '新しいパスワードを設定する',
      afterwards: [NOT_ASKED],
    }),
    release_address: (_, { place }) => ({
      subject: 'メールアドレスを取り戻せます',
      paragraphs: [
        `このアドレスで、新しいパスワードの設定が求められました。このアドレスでサインインできる ${place} のアカウントはありません。確認されないまま、このアドレスを表示しているだけのアカウントがあります。`,
        'このリンクで、そのアカウントからこのアドレスを外せます。その後、このアドレスで登録できます。',
      ],
      label: 'アドレスを取り戻す',
      afterwards: [
        'ご自身のアカウントである場合は、何もせず、サインインに使うアドレスで新しいパスワードの設定を求めてください。',
        NOT_ASKED,
      ],
      footer: `このメールは ${place} からお送りしています。このメールには返信しないでください。`,
    }),
    first_password: (_, { place }) => ({
      subject: 'アカウントのパスワードを設定してください',
      paragraphs: [
        `${place} にあなたのアカウントが作成されました。パスワードはまだありません。ほかの誰も知らないものを設定してください。`,
      ],
      label: 'パスワードを設定する',
      afterwards: [
        'リンクの期限が切れた場合は、サインインのページで新しいパスワードを設定し直してください。',
        'このアカウントに心当たりがない場合は、このメールを無視してかまいません。',
      ],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'サインイン用のリンク',
      paragraphs: [`このリンクで ${place} にサインインできます。`],
      label: 'サインインする',
      afterwards: [
        '誰にも渡さないでください。このリンクを持っている人は、あなたとしてサインインできます。',
        NOT_ASKED,
      ],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'サインイン用のコード',
      paragraphs: [`次のコードで ${place} にサインインできます。`],
      afterwards: ['誰に聞かれても、決して教えないでください。', NOT_ASKED],
    }),
    invitation: ({ by }, { place, quote }) => ({
      subject: '招待のお知らせ',
      paragraphs: [
        by === undefined
          ? `${place} のアカウント作成に招待されています。`
          : `${quote(by)} さんが、${place} のアカウント作成に招待しています。`,
      ],
      label: 'アカウントを作成する',
    }),
    register_link: (_, { place }) => ({
      subject: 'アカウントの作成を完了してください',
      paragraphs: [`このリンクで、${place} のアカウントの作成を完了できます。`],
      label: 'アカウントの作成を完了する',
      afterwards: ['登録時に決めたパスワードが必要です。', NOT_ASKED],
    }),
    already_registered: ({ resetUrl }, { place }) => ({
      subject: 'すでにアカウントがあります',
      paragraphs: [
        `このアドレスで ${place} への登録が試みられましたが、すでにアカウントがあります。そのままサインインするか、新しいパスワードを設定してください。`,
      ],
      ...(resetUrl === undefined ? {} : { label: '新しいパスワードを設定する' }),
      afterwards: ['お心当たりがない場合は、このメールを無視してかまいません。'],
    }),
    username_taken: ({ username }, { place, quote }) => ({
      subject: '別のユーザー名を選んでください',
      paragraphs: [
        `このアドレスとユーザー名 ${quote(username)} で ${place} への登録が試みられましたが、そのユーザー名はすでに使われています。アカウントは作成されていません。別のユーザー名でもう一度登録してください。`,
      ],
      afterwards: ['お心当たりがない場合は、このメールを無視してかまいません。'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: '心当たりがありません',
            afterwards: [
              'ご自身の操作であれば、何もする必要はありません。そうでない場合は、上のリンクで全員をアカウントからサインアウトさせ、新しいパスワードを設定するリンクを受け取れます。',
            ],
          }),
    }),
    recovery_link: (_, { place }) => ({
      subject: 'アカウントの復元',
      paragraphs: [
        `サインインの手段をすべて失ったとして、${place} のアカウントの復元が求められました。復元には数日かかり、その間は毎日お知らせします。`,
      ],
      label: '復元を開始する',
      afterwards: [NOT_ASKED],
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'アカウントの復元が求められています',
      paragraphs: [
        `サインインの手段をすべて失ったという申し出がありました。誰も止めなければ、${instant(readyAt)} 以降にアカウントに入れるようになります。`,
        'お心当たりがない場合は、今すぐ止めてください。',
      ],
      label: '復元を止める',
    }),
    recovery_ready: () => ({
      subject: 'アカウントを取り戻せます',
      paragraphs: ['待機期間が終わりました。新しいパスワードを設定して、アカウントに戻ってください。'],
      label: '新しいパスワードを設定する',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: '協力を求められています',
      paragraphs: [
        `${quote(who)} さんはあなたを信頼できる連絡先に選び、アカウントへのアクセスを取り戻そうとしています。まず直接会うか電話で話し、それから本人であることを確認してください。`,
      ],
      label: '本人であることを確認する',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: '2段階認証がまもなく削除されます',
      paragraphs: [
        `パスワードを知っている人が、認証アプリとパスキーを失ったと申し出ました。${instant(at)} に削除されます。`,
        'お心当たりがない場合は、中止してパスワードを変更してください。',
      ],
      label: '中止する',
    }),
  },
}

import type { Words } from '../words.ts'

const NOT_ASKED =
  'お心当たりがない場合は、何もする必要はありません。このメールがなければ、だれも使うことはできません。'

export const words: Words = {
  direction: 'ltr',
  durations: { minutes: { other: '#分' }, hours: { other: '#時間' }, days: { other: '#日' } },
  goodFor: (duration) => `あと${duration}、一度だけ有効です。`,
  footer: (place) => `このメールは ${place} のアカウントについてのお知らせです。返信は読まれません。`,
  when: '日時',
  from: '接続元',
  device: '端末',
  notices: {
    refresh_token_reused: {
      subject: 'セッションが終了されました',
      text: 'セッションの使用済みトークンがもう一度使われました。コピーされたおそれがあるため、そのセッションを終了しました。',
    },
    password_changed: {
      subject: 'パスワードが変更されました',
      text: 'アカウントのパスワードが変更され、ほかのセッションは終了されました。',
    },
    api_key_created: {
      subject: 'APIキーが作成されました',
      text: 'アカウントのAPIキーが作成されました。そのキーを持つプログラムは、あなたの名前で動作します。',
    },
    new_device: {
      subject: '新しい場所からのサインイン',
      text: '最近使われていない場所から、アカウントにサインインがありました。',
    },
    email_changed: {
      subject: 'メールアドレスが変更されました',
      text: 'アカウントのメールアドレスが変更されました。',
    },
    email_released: {
      subject: 'アカウントからメールアドレスが外されました',
      text: 'アカウントには確認されていないメールアドレスが表示されていましたが、そのメールを受け取る人が取り戻しました。サインインに使うアドレスの表示に戻っています。そのアドレスを指定した覚えがない場合は、ほかの人がアカウントにサインインしています。',
    },
    factor_added: {
      subject: 'サインインの方法が追加されました',
      text: 'アカウントに二要素認証またはパスキーが追加されました。',
    },
    factor_removed: {
      subject: 'サインインの方法が削除されました',
      text: 'アカウントから二要素認証またはパスキーが削除されました。',
    },
    identity_linked: {
      subject: '新しいサインイン方法：外部のアカウント',
      text: 'Google や GitHub などの外部のアカウントで、今後あなたのアカウントにサインインできるようになりました。',
    },
    identity_unlinked: {
      subject: '外部のアカウントが削除されました',
      text: 'Google や GitHub などの外部のアカウントでは、あなたのアカウントにサインインできなくなりました。',
    },
    recovery_used: {
      subject: 'アカウントが復旧されました',
      text: 'アカウントに戻るための手段が使われました。',
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
        `サインイン中の利用者が、新しいアドレスとして ${address(newAddress)} を指定しました。確認されるまでは、このアドレスが有効です。`,
        'お心当たりがない場合は、変更を取り消してください。アカウントのすべてのセッションも終了します。',
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
      footer: `このメールは ${place} からお送りしています。返信は読まれません。`,
    }),
    first_password: (_, { place }) => ({
      subject: 'アカウントのパスワードを設定してください',
      paragraphs: [
        `${place} にあなたのアカウントが作成されました。パスワードはまだありません。ほかの誰も知らないものを設定してください。`,
      ],
      label: 'パスワードを設定する',
      afterwards: [
        'リンクの期限が切れた場合は、ログイン画面で新しいパスワードの設定を求めてください。',
        'このアカウントに心当たりがない場合は、何もしないでください。',
      ],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'サインイン用のリンク',
      paragraphs: [`このリンクで ${place} にサインインできます。`],
      label: 'サインインする',
      afterwards: ['だれにも渡さないでください。持っている人は、あなたとしてサインインできます。', NOT_ASKED],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'サインイン用のコード',
      paragraphs: [`次のコードで ${place} にサインインできます。`],
      afterwards: ['だれに聞かれても、決して教えないでください。', NOT_ASKED],
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
      subject: '登録を完了してください',
      paragraphs: [`このリンクで、${place} の新しいアカウントがご自身のものになります。`],
      label: '登録を完了する',
      afterwards: ['登録時に選んだパスワードの入力が必要です。', NOT_ASKED],
    }),
    already_registered: ({ resetUrl }, { place }) => ({
      subject: 'すでにアカウントがあります',
      paragraphs: [
        `このアドレスで ${place} への登録が試みられましたが、すでにアカウントがあります。そのままサインインするか、新しいパスワードを設定してください。`,
      ],
      ...(resetUrl === undefined ? {} : { label: '新しいパスワードを設定する' }),
      afterwards: ['お心当たりがない場合は、何もする必要はありません。'],
    }),
    username_taken: ({ username }, { place, quote }) => ({
      subject: '別の名前を選んでください',
      paragraphs: [
        `このアドレスと ${quote(username)} という名前で ${place} への登録が試みられましたが、その名前はすでに使われています。アカウントは作成されていません。別の名前でもう一度登録してください。`,
      ],
      afterwards: ['お心当たりがない場合は、何もする必要はありません。'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: '自分ではありません',
            afterwards: [
              'ご自身の操作であれば、何もする必要はありません。そうでない場合は、上のリンクでアカウントのすべてのセッションを終了し、新しいパスワードを設定するリンクを受け取れます。',
            ],
          }),
    }),
    recovery_link: (_, { place }) => ({
      subject: 'アカウントの復旧',
      paragraphs: [
        `${place} のアカウントについて、サインインの手段をすべて失ったとして復旧が求められました。復旧には数日かかり、その間は毎日お知らせします。`,
      ],
      label: '始める',
      afterwards: [NOT_ASKED],
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'アカウントの復旧が求められています',
      paragraphs: [
        `サインインの手段をすべて失ったという申し出がありました。異議がなければ、${instant(readyAt)} 以降に復旧されます。`,
        'お心当たりがない場合は、今すぐ異議を申し立ててください。',
      ],
      label: '異議を申し立てる',
    }),
    recovery_ready: () => ({
      subject: 'アカウントを取り戻せます',
      paragraphs: ['待機期間が終わりました。新しいパスワードを設定して、アカウントに戻ってください。'],
      label: 'アカウントに戻る',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: '助けを求められています',
      paragraphs: [
        `${quote(who)} さんが、あなたを信頼できる相手に指定し、アカウントに戻ろうとしています。まず直接または電話で話し、それから本人であることを伝えてください。`,
      ],
      label: '本人だと伝える',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: '二要素認証がまもなく削除されます',
      paragraphs: [
        `パスワードを知っている人が、二要素認証の手段を失ったと申し出ました。${instant(at)} に削除されます。`,
        'お心当たりがない場合は、中止してパスワードを変更してください。',
      ],
      label: '中止する',
    }),
  },
}

import type { Words } from '../words.ts'

const NOT_ASKED = 'إذا لم تطلب ذلك فلا تفعل شيئًا: لا يستطيع أحد استخدامه دون هذه الرسالة.'

export const words: Words = {
  direction: 'rtl',
  durations: {
    minutes: {
      zero: '# دقيقة',
      one: 'دقيقة واحدة',
      two: 'دقيقتين',
      few: '# دقائق',
      many: '# دقيقة',
      other: '# دقيقة',
    },
    hours: {
      zero: '# ساعة',
      one: 'ساعة واحدة',
      two: 'ساعتين',
      few: '# ساعات',
      many: '# ساعة',
      other: '# ساعة',
    },
    days: { zero: '# يوم', one: 'يوم واحد', two: 'يومين', few: '# أيام', many: '# يومًا', other: '# يوم' },
  },
  goodFor: (duration) => `يسري هذا لمدة ${duration} أخرى، ولمرة واحدة فقط.`,
  footer: (place) => `هذه الرسالة بشأن حسابك في ${place}. لا يقرأ أحد الردود عليها.`,
  when: 'متى',
  from: 'من',
  device: 'بواسطة',
  notices: {
    refresh_token_reused: {
      subject: 'أُنهيت إحدى جلساتك',
      text: 'استُخدم رمز مستهلك لإحدى جلساتك مرة ثانية. ربما نسخه شخص ما، ولذلك أُنهيت الجلسة.',
    },
    password_changed: {
      subject: 'تغيّرت كلمة مرورك',
      text: 'تغيّرت كلمة مرور حسابك، وأُنهيت جلساتك الأخرى.',
    },
    api_key_created: {
      subject: 'أُنشئ مفتاح لواجهة البرمجة',
      text: 'أُنشئ مفتاح لواجهة البرمجة في حسابك. البرنامج الذي يحمله يعمل باسمك.',
    },
    new_device: {
      subject: 'تسجيل دخول من مكان جديد',
      text: 'سجّل شخص ما الدخول إلى حسابك من مكان لم يُستخدم مؤخرًا.',
    },
    email_changed: { subject: 'تغيّر عنوان بريدك الإلكتروني', text: 'تغيّر عنوان البريد الإلكتروني لحسابك.' },
    factor_added: {
      subject: 'أُضيفت وسيلة لتسجيل الدخول',
      text: 'أُضيف إلى حسابك عامل ثانٍ أو مفتاح مرور.',
    },
    factor_removed: {
      subject: 'أُزيلت وسيلة لتسجيل الدخول',
      text: 'أُزيل من حسابك عامل ثانٍ أو مفتاح مرور.',
    },
    recovery_used: { subject: 'استُعيد حسابك', text: 'استُخدمت وسيلة للعودة إلى حسابك.' },
  },
  templates: {
    verify_email: (_, { place }) => ({
      subject: 'أكّد عنوان بريدك الإلكتروني',
      paragraphs: [`أكّد أن هذا العنوان لك، حتى يُعتمد في حسابك لدى ${place}.`],
      label: 'تأكيد العنوان',
      afterwards: [NOT_ASKED],
    }),
    address_changed: ({ newAddress }, { address }) => ({
      subject: 'سيتغيّر عنوان بريدك الإلكتروني',
      paragraphs: [
        `أعطى شخص سجّل الدخول إلى حسابك العنوان ${address(newAddress)} عنوانًا جديدًا. يبقى هذا العنوان ساريًا حتى يُؤكَّد الجديد.`,
        'إذا لم تكن أنت، فتراجع عن التغيير. ينهي ذلك أيضًا جميع جلسات الحساب.',
      ],
      label: 'التراجع عن التغيير',
    }),
    reset_password: (_, { place }) => ({
      subject: 'اختر كلمة مرور جديدة',
      paragraphs: [`طلب شخص ما كلمة مرور جديدة لحسابك لدى ${place}.`],
      label: 'اختيار كلمة مرور جديدة',
      afterwards: [NOT_ASKED],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'رابط تسجيل الدخول',
      paragraphs: [`بهذا الرابط تسجّل الدخول لدى ${place}.`],
      label: 'تسجيل الدخول',
      afterwards: ['لا تعطه لأحد: من يملكه يدخل باسمك.', NOT_ASKED],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'رمز تسجيل الدخول',
      paragraphs: [`بهذا الرمز تسجّل الدخول لدى ${place}:`],
      afterwards: ['لا تخبر به أحدًا، أيًّا كان من يسأل عنه.', NOT_ASKED],
    }),
    invitation: ({ by }, { place, quote }) => ({
      subject: 'دعوة',
      paragraphs: [
        by === undefined
          ? `أنت مدعو إلى إنشاء حساب لدى ${place}.`
          : `يدعوك ${quote(by)} إلى إنشاء حساب لدى ${place}.`,
      ],
      label: 'إنشاء حساب',
    }),
    register_link: (_, { place }) => ({
      subject: 'أكمل تسجيلك',
      paragraphs: [`بهذا الرابط يصبح حسابك الجديد لدى ${place} لك.`],
      label: 'إكمال التسجيل',
      afterwards: [NOT_ASKED],
    }),
    already_registered: (_, { place }) => ({
      subject: 'لديك حساب بالفعل',
      paragraphs: [
        `أراد شخص ما التسجيل لدى ${place} بهذا العنوان الذي له حساب بالفعل. سجّل الدخول به، أو اختر كلمة مرور جديدة.`,
      ],
      label: 'تسجيل الدخول',
      afterwards: ['إذا لم تكن أنت، فلا تفعل شيئًا.'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: 'لم أكن أنا',
            afterwards: [
              'إذا كنت أنت، فلا تفعل شيئًا. وإلا فإن الرابط أعلاه ينهي جميع جلسات حسابك ويرسل إليك رابطًا لاختيار كلمة مرور جديدة.',
            ],
          }),
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'شخص ما يريد استعادة حسابك',
      paragraphs: [
        `يقول شخص ما إن جميع وسائل الدخول إلى حسابك قد فُقدت. إذا لم يعترض أحد، فسيدخل بعد ${instant(readyAt)}.`,
        'إذا لم تكن أنت، فاعترض الآن.',
      ],
      label: 'الاعتراض',
    }),
    recovery_ready: () => ({
      subject: 'يمكنك استعادة حسابك',
      paragraphs: ['انتهت مدة الانتظار. اختر كلمة مرور جديدة للعودة إلى حسابك.'],
      label: 'العودة إلى الحساب',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: 'شخص ما يطلب مساعدتك',
      paragraphs: [
        `سمّاك ${quote(who)} شخصًا موثوقًا، ويريد العودة إلى حساب. تحدّث معه أولًا وجهًا لوجه أو بالهاتف، ثم قل إنه هو.`,
      ],
      label: 'تأكيد هوية الشخص',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: 'سيُزال عاملك الثاني قريبًا',
      paragraphs: [
        `يقول شخص يعرف كلمة مرورك إن العامل الثاني قد فُقد. سيُزال في ${instant(at)}.`,
        'إذا لم تكن أنت، فأوقف ذلك وغيّر كلمة مرورك.',
      ],
      label: 'إيقاف ذلك',
    }),
  },
}

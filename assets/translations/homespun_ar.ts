<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>Homespun</name>
    <message>
        <source>  or  </source>
        <translation>  أو  </translation>
    </message>
    <message>
        <source> It uses none.</source>
        <translation> لا تستخدم أي مجلد.</translation>
    </message>
    <message>
        <source> It uses {names}.</source>
        <translation> تستخدم {names}.</translation>
    </message>
    <message>
        <source> px</source>
        <translation> بكسل</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> رمز</translation>
    </message>
    <message>
        <source>(part of the character before)</source>
        <translation>(جزء من الحرف السابق)</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>, which merging brings down to {spans} positions</source>
        <translation>، ويُنزلها الجمع إلى {spans} موضع</translation>
    </message>
    <message>
        <source>1 is what it was trained for, 0 is off, below 0 is the opposite</source>
        <translation>‏1 هو ما دُرِّب عليه، و0 إيقاف، وما دون 0 هو العكس</translation>
    </message>
    <message>
        <source>1 page has no text that can be read; pictures of text, maybe.</source>
        <translation>صفحة واحدة ليس فيها نص تمكن قراءته؛ ربما هي صور نص.</translation>
    </message>
    <message>
        <source>A KV cache kept as {kv} needs flash attention. Turn it on, or keep the cache as f16.</source>
        <translation>ذاكرة KV المحفوظة بصيغة {kv} تحتاج إلى Flash Attention. يُرجى تشغيلها أو إبقاء الذاكرة بصيغة f16.</translation>
    </message>
    <message>
        <source>A backup is checked as a whole before anything is changed. It takes the place of everything that is here; what it replaces is kept.</source>
        <translation>تُفحص النسخة الاحتياطية كاملةً قبل تغيير أي شيء. وهي تحلّ محل كل ما هو موجود هنا، ويُحتفظ بما تحلّ محله.</translation>
    </message>
    <message>
        <source>A bias must be a number.</source>
        <translation>يجب أن يكون الانحياز عددًا.</translation>
    </message>
    <message>
        <source>A change was not accepted</source>
        <translation>لم يُقبل أحد التغييرات</translation>
    </message>
    <message>
        <source>A comparison needs a model that is loaded. Load one, then run it again.</source>
        <translation>تحتاج المقارنة إلى نموذج محمَّل. يُرجى تحميل نموذج ثم إعادة تشغيلها.</translation>
    </message>
    <message>
        <source>A context length of {length} would hold it (Settings, Model), or fewer files.</source>
        <translation>يكفي طول سياق قدره {length} (الإعدادات، النموذج)، أو ملفات أقل.</translation>
    </message>
    <message>
        <source>A context of {asked} tokens is more than the {trained} that this model was trained with. Choose {trained} or less.</source>
        <translation>سياق من {asked} رمز أكثر من {trained} التي دُرِّب عليها هذا النموذج. يُرجى اختيار {trained} أو أقل.</translation>
    </message>
    <message>
        <source>A context of {length} tokens is more than the {length_2} that the model that steers, “{path}”, was trained with. Choose {length_2} or less.</source>
        <translation>سياق من {length} رمز أكثر من {length_2} التي دُرِّب عليها النموذج الموجِّه «{path}». يُرجى اختيار {length_2} أو أقل.</translation>
    </message>
    <message>
        <source>A context of {length} tokens is more than the {trained} that this model was trained with. Choose {trained} or less.</source>
        <translation>سياق من {length} رمز أكثر من {trained} التي دُرِّب عليها هذا النموذج. يُرجى اختيار {trained} أو أقل.</translation>
    </message>
    <message>
        <source>A context of {length} tokens is not possible. Choose 1 or more.</source>
        <translation>سياق من {length} رمز غير ممكن. يُرجى اختيار 1 أو أكثر.</translation>
    </message>
    <message>
        <source>A control vector cannot be baked into a model: it changes no weights.</source>
        <translation>لا يمكن تضمين متجه تحكّم في نموذج: فهو لا يغيّر أي أوزان.</translation>
    </message>
    <message>
        <source>A control vector cannot be merged with an adapter of another kind.</source>
        <translation>لا يمكن دمج متجه تحكّم مع مهايئ من نوع آخر.</translation>
    </message>
    <message>
        <source>A conversation gets its title after the first reply. One that you type is never replaced.</source>
        <translation>تحصل المحادثة على عنوانها بعد الرد الأول. والعنوان المكتوب باليد لا يُستبدل أبدًا.</translation>
    </message>
    <message>
        <source>A conversation in this file takes more memory than there is for reading it, so the rest is not read.</source>
        <translation>تحتاج إحدى محادثات هذا الملف إلى ذاكرة أكثر من المتاح لقراءتها، لذا لا يُقرأ الباقي.</translation>
    </message>
    <message>
        <source>A conversation without a title</source>
        <translation>محادثة بلا عنوان</translation>
    </message>
    <message>
        <source>A copy of {model} that always answers like this, as large as it: {size}.</source>
        <translation>نسخة من {model} تجيب هكذا دائمًا، وبالحجم نفسه: {size}.</translation>
    </message>
    <message>
        <source>A copy of {model} that always answers like this, {least} to {most}: weights that change are stored in 8 bits, or the effect would be rounded away.</source>
        <translation>نسخة من {model} تجيب هكذا دائمًا، من {least} إلى {most}: تُخزَّن الأوزان المتغيّرة في 8 بتات، وإلا ضاع الأثر بالتقريب.</translation>
    </message>
    <message>
        <source>A defect of this program</source>
        <translation>خلل في هذا البرنامج</translation>
    </message>
    <message>
        <source>A defect of this program kept passages from being chosen. The files are whole.</source>
        <translation>حال خلل في هذا البرنامج دون اختيار المقاطع. الملفات كاملة كما هي.</translation>
    </message>
    <message>
        <source>A defect of this program kept the change from being saved. Try again, and report it if it comes back.</source>
        <translation>منع خلل في هذا البرنامج حفظ التغيير. يُرجى المحاولة مرة أخرى، والإبلاغ عنه إن عاد.</translation>
    </message>
    <message>
        <source>A defect of this program stopped it. Nothing is lost: start it again, and report this.</source>
        <translation>أوقفه خلل في هذا البرنامج. لم يضِع شيء: يُرجى تشغيله من جديد والإبلاغ عن هذا.</translation>
    </message>
    <message>
        <source>A defect of this program stopped it. Nothing was changed.</source>
        <translation>أوقفه خلل في هذا البرنامج. لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>A defect of this program stopped it. Nothing was changed. Report it.</source>
        <translation>أوقفه خلل في هذا البرنامج. لم يتغيّر شيء. يُرجى الإبلاغ عنه.</translation>
    </message>
    <message>
        <source>A defect of this program stopped it. Report it.</source>
        <translation>أوقفه خلل في هذا البرنامج. يُرجى الإبلاغ عنه.</translation>
    </message>
    <message>
        <source>A defect of this program stopped it. The library is as it was before.</source>
        <translation>أوقفه خلل في هذا البرنامج. المكتبة كما كانت.</translation>
    </message>
    <message>
        <source>A defect of this program stopped it. The shelf is as it was before.</source>
        <translation>أوقفه خلل في هذا البرنامج. الرف كما كان.</translation>
    </message>
    <message>
        <source>A defect of this program stopped it. What was brought in before is there.</source>
        <translation>أوقفه خلل في هذا البرنامج. ما جُلب قبل ذلك موجود.</translation>
    </message>
    <message>
        <source>A fact about you, in a sentence</source>
        <translation>حقيقة عنك، في جملة</translation>
    </message>
    <message>
        <source>A few facts</source>
        <translation>بضع حقائق</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>تعذّرت قراءة ملف أو كتابته.</translation>
    </message>
    <message>
        <source>A file: GGUF or .onnx_adapter…</source>
        <translation>ملف: GGUF أو ‎.onnx_adapter…</translation>
    </message>
    <message>
        <source>A file: GGUF, also in parts…</source>
        <translation>ملف: GGUF، مجزّأ أيضًا…</translation>
    </message>
    <message>
        <source>A folder of texts that you wrote</source>
        <translation>مجلد نصوص من كتابتك</translation>
    </message>
    <message>
        <source>A folder: ONNX…</source>
        <translation>مجلد: ONNX…</translation>
    </message>
    <message>
        <source>A folder: PEFT…</source>
        <translation>مجلد: PEFT…</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>مجلد…</translation>
    </message>
    <message>
        <source>A library of the system is missing: {name}.</source>
        <translation>إحدى مكتبات النظام مفقودة: {name}.</translation>
    </message>
    <message>
        <source>A model cannot be stored as {kind} here. Choose one of {value}.</source>
        <translation>لا يمكن تخزين نموذج بصيغة {kind} هنا. يُرجى اختيار واحدة من {value}.</translation>
    </message>
    <message>
        <source>A model cannot be written now</source>
        <translation>لا يمكن كتابة نموذج الآن</translation>
    </message>
    <message>
        <source>A model is what answers. Import one, and it runs here: nothing that you write leaves this computer.</source>
        <translation>النموذج هو ما يجيب. عند استيراد نموذج يعمل هنا: لا شيء مما تكتبه يغادر هذا الحاسوب.</translation>
    </message>
    <message>
        <source>A model of the architecture {architecture}</source>
        <translation>نموذج من البنية {architecture}</translation>
    </message>
    <message>
        <source>A model that “homespun models convert” made reads both.</source>
        <translation>النموذج الذي يصنعه «homespun models convert» يقرأ كليهما.</translation>
    </message>
    <message>
        <source>A name has at most {value} characters; this one has {name}.</source>
        <translation>طول الاسم {value} حرفًا على الأكثر؛ وطول هذا {name}.</translation>
    </message>
    <message>
        <source>A new fact about you</source>
        <translation>حقيقة جديدة عنك</translation>
    </message>
    <message>
        <source>A new one each time</source>
        <translation>بذرة جديدة كل مرة</translation>
    </message>
    <message>
        <source>A passage that you wrote. The model learns to write like this.</source>
        <translation>فقرة من كتابتك. يتعلّم النموذج أن يكتب مثلها.</translation>
    </message>
    <message>
        <source>A passphrase that everything you wrote can be opened with, and nothing without it.</source>
        <translation>عبارة مرور يُفتح بها كل ما كتبته، ولا يُفتح شيء دونها.</translation>
    </message>
    <message>
        <source>A profile needs a name.</source>
        <translation>يحتاج الملف الشخصي إلى اسم.</translation>
    </message>
    <message>
        <source>A quarter of the memory (q4_0)</source>
        <translation>ربع الذاكرة (q4_0)</translation>
    </message>
    <message>
        <source>A reply is being written. Wait for it, or stop it, then delete the profile.</source>
        <translation>يُكتب رد الآن. يُرجى انتظاره أو إيقافه، ثم حذف الملف الشخصي.</translation>
    </message>
    <message>
        <source>A reply is done.</source>
        <translation>اكتمل أحد الردود.</translation>
    </message>
    <message>
        <source>A reply that you kept and not the others. The model learns to answer like this.</source>
        <translation>رد احتفظتَ به دون غيره. يتعلّم النموذج أن يجيب مثله.</translation>
    </message>
    <message>
        <source>A reply that you said nothing of. It is used only if you take it in.</source>
        <translation>رد لم يُبدَ فيه رأي. لا يُستخدم إلا إذا أُدرج.</translation>
    </message>
    <message>
        <source>A reply with a thumb down. The model learns to answer like this less often; write over it what you would have said, and it learns that instead.</source>
        <translation>رد بإبهام إلى أسفل. يتعلّم النموذج أن يجيب هكذا أقل؛ وإذا كُتب فوقه ما كنت ستقوله، تعلّم ذلك بدلًا منه.</translation>
    </message>
    <message>
        <source>A reply with a thumb up. The model learns to answer like this.</source>
        <translation>رد بإبهام إلى أعلى. يتعلّم النموذج أن يجيب هكذا.</translation>
    </message>
    <message>
        <source>A schema is an object: it begins with { and ends with }.</source>
        <translation>المخطّط كائن: يبدأ بـ { وينتهي بـ }.</translation>
    </message>
    <message>
        <source>A schema may have {value} characters at most; this one has {text}.</source>
        <translation>طول المخطّط {value} حرف على الأكثر؛ وطول هذا {text}.</translation>
    </message>
    <message>
        <source>A seed is a whole number, or nothing for a new one each time.</source>
        <translation>البذرة عدد صحيح، أو تُترك فارغة لبذرة جديدة كل مرة.</translation>
    </message>
    <message>
        <source>A smaller KV cache needs flash attention. Set flash attention to auto.</source>
        <translation>ذاكرة KV الأصغر تحتاج إلى Flash Attention. يُرجى ضبطها على «auto».</translation>
    </message>
    <message>
        <source>A summary of them is being written.</source>
        <translation>يُكتب ملخّص لها الآن.</translation>
    </message>
    <message>
        <source>A training is under way. Stop it, or wait until it is done, and try again.</source>
        <translation>هناك تدريب جارٍ. يُرجى إيقافه أو انتظار انتهائه، ثم المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>A training was stopped before its end. It can go on where it was.</source>
        <translation>أُوقف تدريب قبل نهايته. يمكنه المتابعة من حيث توقّف.</translation>
    </message>
    <message>
        <source>A type is one of string, number, integer, boolean, object, array and null, or a list of them.</source>
        <translation>النوع واحد من string وnumber وinteger وboolean وobject وarray وnull، أو قائمة منها.</translation>
    </message>
    <message>
        <source>A vocabulary of spans cannot be held to a JSON schema.</source>
        <translation>لا يمكن إلزام مفردات من المقاطع بمخطط JSON.</translation>
    </message>
    <message>
        <source>Above 1, words just used become less likely.</source>
        <translation>فوق 1 تقلّ احتمالية الكلمات المستخدمة للتو.</translation>
    </message>
    <message>
        <source>Activated by a phrase</source>
        <translation>تفعّله عبارة</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>مهايئ</translation>
    </message>
    <message>
        <source>Adapter shelf</source>
        <translation>رف المهايئات</translation>
    </message>
    <message>
        <source>Adapter shelf…</source>
        <translation>رف المهايئات…</translation>
    </message>
    <message>
        <source>Adapter {name}</source>
        <translation>المهايئ {name}</translation>
    </message>
    <message>
        <source>Adapter, activated by a phrase</source>
        <translation>مهايئ تفعّله عبارة</translation>
    </message>
    <message>
        <source>Adapters</source>
        <translation>المهايئات</translation>
    </message>
    <message>
        <source>Adapters</source>
        <comment>group of keys</comment>
        <translation>المهايئات</translation>
    </message>
    <message>
        <source>Adapters (*.gguf *.onnx_adapter);;All files (*)</source>
        <translation>مهايئات (*.gguf *.onnx_adapter);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Adapters are small files on top of a model. They are switched on and off here, as you write.</source>
        <translation>المهايئات ملفات صغيرة فوق النموذج. تُشغَّل وتُوقَف هنا أثناء الكتابة.</translation>
    </message>
    <message>
        <source>Adapters for the architecture {architecture} are only taken as GGUF files. Convert it with llama.cpp&apos;s convert_lora_to_gguf.py and import the result.</source>
        <translation>مهايئات البنية {architecture} لا تُؤخذ إلا ملفات GGUF. يُرجى تحويله بـ convert_lora_to_gguf.py من llama.cpp واستيراد الناتج.</translation>
    </message>
    <message>
        <source>Adapters on the shelf, with their descriptions</source>
        <translation>المهايئات التي على الرف مع أوصافها</translation>
    </message>
    <message>
        <source>Adapters: those that you brought, and those that learned from you</source>
        <translation>المهايئات: ما أحضرته منها وما تعلّم منك</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>إضافة مجلد…</translation>
    </message>
    <message>
        <source>Add adapter</source>
        <translation>إضافة مهايئ</translation>
    </message>
    <message>
        <source>Add an adapter</source>
        <translation>إضافة مهايئ</translation>
    </message>
    <message>
        <source>Add one as its makers publish it: a folder of the BERT family, such as all-MiniLM-L6-v2, with config.json, model.safetensors and tokenizer.json. You can also drop it here.</source>
        <translation>يُضاف المُرمِّز كما ينشره صانعوه: مجلد من عائلة BERT، مثل all-MiniLM-L6-v2، فيه config.json و model.safetensors و tokenizer.json. ويمكن أيضًا إفلاته هنا.</translation>
    </message>
    <message>
        <source>Add texts of yours</source>
        <translation>إضافة نصوص منك</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>أُضيف في</translation>
    </message>
    <message>
        <source>Adding an encoder needs parts of Homespun that are not installed ({lacking}). {value}</source>
        <translation>تتطلب إضافة مُرمِّز معنى أجزاءً من Homespun غير مثبتة ({lacking}). {value}</translation>
    </message>
    <message>
        <source>Adding {name}</source>
        <translation>جارٍ إضافة {name}</translation>
    </message>
    <message>
        <source>Address of the model</source>
        <translation>عنوان النموذج</translation>
    </message>
    <message>
        <source>After a change, the next reply reads this conversation again.</source>
        <translation>بعد أي تغيير يقرأ الرد التالي هذه المحادثة من جديد.</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>كل النماذج</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>كل النماذج…</translation>
    </message>
    <message>
        <source>All these adapters are off, so there is nothing to merge.</source>
        <translation>كل هذه المهايئات متوقفة، فلا شيء للدمج.</translation>
    </message>
    <message>
        <source>Allow downloads</source>
        <translation>السماح بالتنزيل</translation>
    </message>
    <message>
        <source>An adapter</source>
        <translation>مهايئ</translation>
    </message>
    <message>
        <source>An adapter cannot be used</source>
        <translation>لا يمكن استخدام أحد المهايئات</translation>
    </message>
    <message>
        <source>An adapter changes how the model answers</source>
        <translation>يغيّر المهايئ طريقة إجابة النموذج</translation>
    </message>
    <message>
        <source>An adapter does not fit the model</source>
        <translation>أحد المهايئات لا يلائم النموذج</translation>
    </message>
    <message>
        <source>An adapter is not there any more</source>
        <translation>أحد المهايئات لم يعد موجودًا</translation>
    </message>
    <message>
        <source>An adapter needs a name. Give it one of a few words.</source>
        <translation>يحتاج المهايئ إلى اسم. يُرجى إعطاؤه اسمًا من بضع كلمات.</translation>
    </message>
    <message>
        <source>An adapter of this conversation</source>
        <translation>أحد مهايئات هذه المحادثة</translation>
    </message>
    <message>
        <source>An adapter that a phrase activates cannot be baked: it would act all the time.</source>
        <translation>لا يمكن تضمين مهايئ تفعّله عبارة: فسيعمل طوال الوقت.</translation>
    </message>
    <message>
        <source>An adapter that a phrase activates cannot be merged with one that always acts.</source>
        <translation>لا يمكن دمج مهايئ تفعّله عبارة مع مهايئ يعمل دائمًا.</translation>
    </message>
    <message>
        <source>An answer that is held to a schema is JSON that follows it: the model cannot write anything else. What the JSON says is as right or wrong as its other answers.</source>
        <translation>الإجابة الملزَمة بمخطّط JSON يتبعه: لا يستطيع النموذج كتابة غيره. وما يقوله JSON صحيح أو خاطئ بقدر إجاباته الأخرى.</translation>
    </message>
    <message>
        <source>Another download is running, and one runs at a time. Wait for its end, or stop it first.</source>
        <translation>هناك تنزيل آخر جارٍ، ولا يجري إلا واحد في كل مرة. يُرجى انتظار نهايته أو إيقافه أولًا.</translation>
    </message>
    <message>
        <source>Another model</source>
        <translation>نموذج آخر</translation>
    </message>
    <message>
        <source>Another one is being written.</source>
        <translation>يُكتب ملخّص آخر الآن.</translation>
    </message>
    <message>
        <source>Another profile is called “{name}”. Choose another name.</source>
        <translation>هناك ملف شخصي آخر اسمه «{name}». يُرجى اختيار اسم آخر.</translation>
    </message>
    <message>
        <source>Another program has {keys} already. Choose another key.</source>
        <translation>لدى برنامج آخر المفتاح {keys} بالفعل. يُرجى اختيار مفتاح آخر.</translation>
    </message>
    <message>
        <source>Another program keeps {path} busy. Close it and try again.</source>
        <translation>برنامج آخر يشغل {path}. يُرجى إغلاقه والمحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>Another program, started from here</source>
        <translation>برنامج آخر بدأ من هنا</translation>
    </message>
    <message>
        <source>Another version of your message</source>
        <translation>صيغة أخرى من رسالتك</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>الإجابة</translation>
    </message>
    <message>
        <source>Answer A</source>
        <translation>الإجابة أ</translation>
    </message>
    <message>
        <source>Answer B</source>
        <translation>الإجابة ب</translation>
    </message>
    <message>
        <source>Answer of {name}</source>
        <translation>إجابة {name}</translation>
    </message>
    <message>
        <source>Answer with {adapters}</source>
        <translation>إجابة مع {adapters}</translation>
    </message>
    <message>
        <source>Answer without</source>
        <translation>الإجابة بدونه</translation>
    </message>
    <message>
        <source>Answer without adapters</source>
        <translation>إجابة بلا مهايئات</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>الإجابات</translation>
    </message>
    <message>
        <source>Answers as JSON</source>
        <translation>إجابات بصيغة JSON</translation>
    </message>
    <message>
        <source>Answers as JSON: off</source>
        <translation>إجابات بصيغة JSON: إيقاف</translation>
    </message>
    <message>
        <source>Answers as JSON: on</source>
        <translation>إجابات بصيغة JSON: تشغيل</translation>
    </message>
    <message>
        <source>Answers follow a JSON schema: look at it, or take it out</source>
        <translation>تتبع الإجابات مخطّط JSON: عرضه أو إزالته</translation>
    </message>
    <message>
        <source>Answers more like you</source>
        <translation>يجيب بأسلوب أقرب إليك</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>العربية</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>البنية</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>الأرشيف</translation>
    </message>
    <message>
        <source>As a copy in the library. Removing it deletes the copy.</source>
        <translation>نسخة في المكتبة. إزالته تحذف النسخة.</translation>
    </message>
    <message>
        <source>As set</source>
        <translation>كما في الإعدادات</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>مثل النظام</translation>
    </message>
    <message>
        <source>Ask a model that runs on this computer</source>
        <translation>اسأل نموذجًا يعمل على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Ask for the last reply again</source>
        <translation>طلب الرد الأخير من جديد</translation>
    </message>
    <message>
        <source>Ask for the reply</source>
        <translation>طلب الرد</translation>
    </message>
    <message>
        <source>Ask for the reply to this message</source>
        <translation>طلب الرد على هذه الرسالة</translation>
    </message>
    <message>
        <source>Ask for this reply again</source>
        <translation>طلب هذا الرد من جديد</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>اكتب سؤالًا</translation>
    </message>
    <message>
        <source>Asks before it tells.</source>
        <translation>يسأل قبل أن يشرح.</translation>
    </message>
    <message>
        <source>At full strength it made the model forget too much. It was weakened and judged again.</source>
        <translation>بالشدّة الكاملة جعل النموذج ينسى أكثر مما ينبغي. فأُضعف وحُكم عليه من جديد.</translation>
    </message>
    <message>
        <source>At least one adapter needs a scale other than 0.</source>
        <translation>يلزم أن تكون شدّة مهايئ واحد على الأقل غير 0.</translation>
    </message>
    <message>
        <source>At least two adapters need a scale other than 0.</source>
        <translation>يلزم أن تكون شدّة مهايئين على الأقل غير 0.</translation>
    </message>
    <message numerus="yes">
        <source>At least {n} more characters.</source>
        <translation>
            <numerusform>لا ينقص أي حرف.</numerusform>
            <numerusform>حرف واحد آخر على الأقل.</numerusform>
            <numerusform>حرفان آخران على الأقل.</numerusform>
            <numerusform>{n} أحرف أخرى على الأقل.</numerusform>
            <numerusform>{n} حرفًا آخر على الأقل.</numerusform>
            <numerusform>{n} حرف آخر على الأقل.</numerusform>
        </translation>
    </message>
    <message>
        <source>At most {most} characters: these {text} would take too much of the context.</source>
        <translation>‏{most} حرف على الأكثر: هذه {text} تشغل من السياق أكثر مما ينبغي.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>إرفاق ملفات</translation>
    </message>
    <message>
        <source>Attach files to the message</source>
        <translation>إرفاق ملفات بالرسالة</translation>
    </message>
    <message>
        <source>Attach files: their text is read with your message</source>
        <translation>إرفاق ملفات: يُقرأ نصها مع رسالتك</translation>
    </message>
    <message>
        <source>Attached: {name}</source>
        <translation>مرفق: {name}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>تلقائي</translation>
    </message>
    <message>
        <source>Automatic backups of the database</source>
        <translation>نسخ احتياطية تلقائية لقاعدة البيانات</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Back to what new conversations have</source>
        <translation>العودة إلى ما في المحادثات الجديدة</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>نسخ احتياطي</translation>
    </message>
    <message>
        <source>Back up and restore</source>
        <translation>النسخ الاحتياطي والاستعادة</translation>
    </message>
    <message>
        <source>Back up and restore everything</source>
        <translation>نسخ كل شيء احتياطيًا واستعادته</translation>
    </message>
    <message>
        <source>Back up and restore…</source>
        <translation>النسخ الاحتياطي والاستعادة…</translation>
    </message>
    <message>
        <source>Back up everything</source>
        <translation>نسخ كل شيء احتياطيًا</translation>
    </message>
    <message>
        <source>Back up everything…</source>
        <translation>نسخ كل شيء احتياطيًا…</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>نسخ احتياطي…</translation>
    </message>
    <message>
        <source>Backups (*.zip)</source>
        <translation>نسخ احتياطية (*.zip)</translation>
    </message>
    <message>
        <source>Backups (*.zip);;All files (*)</source>
        <translation>نسخ احتياطية (*.zip);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Bad reply</source>
        <translation>رد سيئ</translation>
    </message>
    <message>
        <source>Bad reply: less like this, if you let the model learn from it</source>
        <translation>رد سيئ: أقل من هذا، إذا سُمح للنموذج بالتعلّم منه</translation>
    </message>
    <message>
        <source>Bake into a new model…</source>
        <translation>تضمين في نموذج جديد…</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>البدء من جديد</translation>
    </message>
    <message>
        <source>Begin with an example</source>
        <translation>البدء بمثال</translation>
    </message>
    <message>
        <source>Being computed, {percent} %</source>
        <translation>يُحسب الآن، {percent} %</translation>
    </message>
    <message>
        <source>Better of two</source>
        <translation>الأفضل من اثنتين</translation>
    </message>
    <message>
        <source>Blind</source>
        <translation>مقارنة عمياء</translation>
    </message>
    <message>
        <source>Both alike</source>
        <translation>متساويتان</translation>
    </message>
    <message>
        <source>Both answers are the same.</source>
        <translation>الإجابتان متطابقتان.</translation>
    </message>
    <message>
        <source>Both draw with the same random numbers</source>
        <translation>تستخدم كلتاهما الأرقام العشوائية نفسها</translation>
    </message>
    <message>
        <source>Both draw with the same random numbers, so that what differs does not come from chance.</source>
        <translation>تستخدم كلتاهما الأرقام العشوائية نفسها، كي لا يأتي الاختلاف من المصادفة.</translation>
    </message>
    <message>
        <source>Bringing in {name}</source>
        <translation>جلب {name}</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>حسب الاسم</translation>
    </message>
    <message>
        <source>By the model</source>
        <translation>بواسطة النموذج</translation>
    </message>
    <message>
        <source>Can steer</source>
        <translation>يمكنه التوجيه</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>غير صالح للاستخدام</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>حذِر</translation>
    </message>
    <message>
        <source>Change how it answers</source>
        <translation>تغيير طريقة إجابته</translation>
    </message>
    <message>
        <source>Change how the model answers</source>
        <translation>تغيير طريقة إجابة النموذج</translation>
    </message>
    <message>
        <source>Change it, and press Enter</source>
        <translation>التغيير ثم ضغط Enter</translation>
    </message>
    <message>
        <source>Change it, or turn it off</source>
        <translation>تغييرها أو إيقافها</translation>
    </message>
    <message>
        <source>Change its scale, on its number</source>
        <translation>تغيير شدّته، على الرقم</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>تغيير عبارة المرور</translation>
    </message>
    <message>
        <source>Change the profile, edit it, or make one</source>
        <translation>تبديل الملف الشخصي أو تعديله أو إنشاؤه</translation>
    </message>
    <message>
        <source>Change the scale, or take it out</source>
        <translation>تغيير الشدّة أو إخراجه</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>يغيّر</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>تغيير…</translation>
    </message>
    <message>
        <source>Changing these loads the model again.</source>
        <translation>تغيير هذه يعيد تحميل النموذج.</translation>
    </message>
    <message>
        <source>Chat as usual, give good replies a thumb up, and where you would have said it in other words, write them with “I would have said…” below the reply. Letters, notes and other texts that you wrote teach it how you write: drop them here.</source>
        <translation>يكفي الدردشة كالمعتاد، ومنح الردود الجيدة إبهامًا إلى أعلى، وحيث كنت ستقول شيئًا بكلمات أخرى، كتابتها عبر «كنت سأقول…» تحت الرد. والرسائل والملاحظات والنصوص الأخرى التي كتبتها تعلّمه أسلوبك: يمكن إفلاتها هنا.</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>قالب الدردشة</translation>
    </message>
    <message>
        <source>ChatML (fallback)</source>
        <translation>‏ChatML (بديل)</translation>
    </message>
    <message>
        <source>Check the drive that it is on, or copy it elsewhere, and try again</source>
        <translation>يُرجى فحص القرص الذي هو عليه أو نسخه إلى مكان آخر، ثم المحاولة مرة أخرى</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>جارٍ الفحص</translation>
    </message>
    <message>
        <source>Checking the backup</source>
        <translation>فحص النسخة الاحتياطية</translation>
    </message>
    <message>
        <source>Checking {name}</source>
        <translation>فحص {name}</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>المجموع الاختباري</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>الصينية</translation>
    </message>
    <message>
        <source>Choose a GGUF file of the same model.</source>
        <translation>يُرجى اختيار ملف GGUF للنموذج نفسه.</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>اختيار نسخة احتياطية</translation>
    </message>
    <message>
        <source>Choose a backup…</source>
        <translation>اختيار نسخة احتياطية…</translation>
    </message>
    <message>
        <source>Choose a chat model.</source>
        <translation>يُرجى اختيار نموذج دردشة.</translation>
    </message>
    <message>
        <source>Choose a file of the same adapter that is stored as {value}.</source>
        <translation>يُرجى اختيار ملف للمهايئ نفسه مخزَّن بصيغة {value}.</translation>
    </message>
    <message>
        <source>Choose a file that was made to be put on top of a model.</source>
        <translation>يُرجى اختيار ملف صُنع ليوضع فوق نموذج.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>اختيار ملف…</translation>
    </message>
    <message>
        <source>Choose a folder for your data</source>
        <translation>اختيار مجلد لبياناتك</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>اختيار نموذج</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>اختيار ملف نموذج</translation>
    </message>
    <message>
        <source>Choose a model…</source>
        <translation>اختيار نموذج…</translation>
    </message>
    <message>
        <source>Choose a newer file of the same model.</source>
        <translation>يُرجى اختيار ملف أحدث للنموذج نفسه.</translation>
    </message>
    <message>
        <source>Choose an export of this model for text generation with past keys and values.</source>
        <translation>يُرجى اختيار تصدير لهذا النموذج لتوليد النص مع المفاتيح والقيم السابقة.</translation>
    </message>
    <message>
        <source>Choose another export of the same model.</source>
        <translation>يُرجى اختيار تصدير آخر للنموذج نفسه.</translation>
    </message>
    <message>
        <source>Choose another file of the same model.</source>
        <translation>يُرجى اختيار ملف آخر للنموذج نفسه.</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>اختيار ملف آخر…</translation>
    </message>
    <message>
        <source>Choose another quantization of the model, for example Q4_K_M or Q8_0.</source>
        <translation>يُرجى اختيار تكميم آخر للنموذج، مثلًا Q4_K_M أو Q8_0.</translation>
    </message>
    <message>
        <source>Choose at most {most} to put them together.</source>
        <translation>يمكن اختيار {most} على الأكثر لجمعها معًا.</translation>
    </message>
    <message>
        <source>Choose it again when it is complete.</source>
        <translation>يُرجى اختياره من جديد عندما يكتمل.</translation>
    </message>
    <message>
        <source>Choose several</source>
        <translation>اختيار عدة محادثات</translation>
    </message>
    <message>
        <source>Choose the file that holds the weights.</source>
        <translation>يُرجى اختيار الملف الذي يحوي الأوزان.</translation>
    </message>
    <message>
        <source>Choose the first part; the others are found beside it.</source>
        <translation>يُرجى اختيار الجزء الأول؛ تُعثر الأجزاء الأخرى بجانبه.</translation>
    </message>
    <message>
        <source>Choose the folder of an encoder</source>
        <translation>اختيار مجلد مُرمِّز معنى</translation>
    </message>
    <message>
        <source>Choose the main file of the same model.</source>
        <translation>يُرجى اختيار الملف الرئيسي للنموذج نفسه.</translation>
    </message>
    <message>
        <source>Choose the model</source>
        <translation>اختيار النموذج</translation>
    </message>
    <message>
        <source>Choose the model that answers</source>
        <translation>اختيار النموذج الذي يجيب</translation>
    </message>
    <message>
        <source>Choose the model that it was made for.</source>
        <translation>يُرجى اختيار النموذج الذي صُنع له.</translation>
    </message>
    <message>
        <source>Choose the model&apos;s own GGUF file.</source>
        <translation>يُرجى اختيار ملف GGUF للنموذج ذاته.</translation>
    </message>
    <message>
        <source>Choose the ordinary (little-endian) file of the same model.</source>
        <translation>يُرجى اختيار الملف العادي (little-endian) للنموذج نفسه.</translation>
    </message>
    <message>
        <source>Chooses among the likeliest tokens that together have this share.</source>
        <translation>يختار من بين أرجح الرموز التي تبلغ معًا هذه النسبة.</translation>
    </message>
    <message>
        <source>Chooses among this many likeliest tokens.</source>
        <translation>يختار من بين هذا العدد من أرجح الرموز.</translation>
    </message>
    <message>
        <source>Choosing passages</source>
        <translation>جارٍ اختيار المقاطع</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>مُختار</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>Clinician&apos;s scribe</source>
        <translation>كاتب العيادة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation>يُرجى إغلاق برامج أخرى أو اختيار نموذج أصغر.</translation>
    </message>
    <message>
        <source>Close this view and open it again.</source>
        <translation>يُرجى إغلاق هذا العرض وفتحه من جديد.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>شيفرة</translation>
    </message>
    <message>
        <source>Code copied</source>
        <translation>نُسخت الشيفرة</translation>
    </message>
    <message>
        <source>Code that runs, then a short explanation.</source>
        <translation>شيفرة تعمل، ثم شرح قصير.</translation>
    </message>
    <message>
        <source>Code, {language}</source>
        <translation>شيفرة، {language}</translation>
    </message>
    <message>
        <source>Coder</source>
        <translation>مبرمج</translation>
    </message>
    <message>
        <source>Collecting what is known…</source>
        <translation>جمع ما هو معروف…</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>أمر</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>مقارنة</translation>
    </message>
    <message>
        <source>Compare two answers: adapters, models, sampling</source>
        <translation>مقارنة إجابتين: المهايئات والنماذج وطريقة الاختيار</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>مقارنة…</translation>
    </message>
    <message>
        <source>Comparing passages</source>
        <translation>جارٍ مقارنة المقاطع</translation>
    </message>
    <message>
        <source>Comparing passages, {done} of {total}</source>
        <translation>جارٍ مقارنة المقاطع، {done} من {total}</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>السياق</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>طول السياق</translation>
    </message>
    <message>
        <source>Context used</source>
        <translation>السياق المستخدم</translation>
    </message>
    <message>
        <source>Context {percent} % full</source>
        <translation>السياق ممتلئ بنسبة {percent} %</translation>
    </message>
    <message>
        <source>Control vector</source>
        <translation>متجه تحكّم</translation>
    </message>
    <message>
        <source>Control, Shift and Z undoes it.</source>
        <translation>يمكن التراجع بالضغط على Ctrl وShift وZ.</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>المحادثة</translation>
    </message>
    <message>
        <source>Conversation above</source>
        <translation>المحادثة التي فوق</translation>
    </message>
    <message>
        <source>Conversation below</source>
        <translation>المحادثة التي تحت</translation>
    </message>
    <message>
        <source>Conversation deleted.</source>
        <translation>حُذفت المحادثة.</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Conversations</source>
        <comment>group of keys</comment>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Conversations (*.json)</source>
        <translation>محادثات (*.json)</translation>
    </message>
    <message>
        <source>Conversations from elsewhere</source>
        <translation>محادثات من أماكن أخرى</translation>
    </message>
    <message>
        <source>Conversations of {name} start with these adapters.</source>
        <translation>تبدأ محادثات {name} بهذه المهايئات.</translation>
    </message>
    <message>
        <source>Conversations start with it</source>
        <translation>تبدأ المحادثات بها</translation>
    </message>
    <message>
        <source>Conversations start with the model as it is again, without {version}.</source>
        <translation>تبدأ المحادثات من جديد بالنموذج كما هو، دون {version}.</translation>
    </message>
    <message>
        <source>Conversations start with what was used before it</source>
        <translation>تبدأ المحادثات بما استُخدم قبلها</translation>
    </message>
    <message>
        <source>Conversations start with what was used before it.</source>
        <translation>تبدأ المحادثات بما استُخدم قبلها.</translation>
    </message>
    <message>
        <source>Conversations start with {before} again, without {version}.</source>
        <translation>تبدأ المحادثات من جديد بـ{before}، دون {version}.</translation>
    </message>
    <message>
        <source>Conversations start with {name}.</source>
        <translation>تبدأ المحادثات بـ{name}.</translation>
    </message>
    <message>
        <source>Conversations, profiles, facts, adapters, trainings and backups are encrypted on this computer. Homespun asks for the passphrase at each start. Nobody can open them without it.</source>
        <translation>المحادثات والملفات الشخصية والحقائق والمهايئات والتدريبات والنسخ الاحتياطية معمّاة على هذا الحاسوب. يطلب Homespun عبارة المرور عند كل تشغيل. ولا يستطيع أحد فتحها دونها.</translation>
    </message>
    <message>
        <source>Conversations, profiles, facts, votes, attached files</source>
        <translation>المحادثات والملفات الشخصية والحقائق والأصوات والملفات المرفقة</translation>
    </message>
    <message>
        <source>Conversations, profiles, facts, votes, corrections, drafts, texts of attached files, search index</source>
        <translation>المحادثات والملفات الشخصية والحقائق والأصوات والتصحيحات والمسودات ونصوص الملفات المرفقة وفهرس البحث</translation>
    </message>
    <message>
        <source>Convert the model again, or choose an export that takes token ids.</source>
        <translation>يُرجى تحويل النموذج من جديد أو اختيار تصدير يأخذ أرقام الرموز.</translation>
    </message>
    <message>
        <source>Convert the model again.</source>
        <translation>يُرجى تحويل النموذج من جديد.</translation>
    </message>
    <message>
        <source>Converter of models</source>
        <translation>محوّل النماذج</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>نُسخ.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>نسخ الكل</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>نسخ التفاصيل</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>نسخه</translation>
    </message>
    <message>
        <source>Copy it to a drive of this computer and choose it there.</source>
        <translation>يُرجى نسخه إلى قرص في هذا الحاسوب واختياره هناك.</translation>
    </message>
    <message>
        <source>Copy the chosen message</source>
        <translation>نسخ الرسالة المختارة</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>نسخ الأمر</translation>
    </message>
    <message>
        <source>Copy the last reply</source>
        <translation>نسخ الرد الأخير</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>نسخ الرسالة</translation>
    </message>
    <message>
        <source>Copy this code</source>
        <translation>نسخ هذه الشيفرة</translation>
    </message>
    <message>
        <source>Copy this message</source>
        <translation>نسخ هذه الرسالة</translation>
    </message>
    <message>
        <source>Copy this reply</source>
        <translation>نسخ هذا الرد</translation>
    </message>
    <message>
        <source>Copy {name}…</source>
        <translation>نسخ {name}…</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>مصحَّح</translation>
    </message>
    <message>
        <source>Counting: {done} of {total}.</source>
        <translation>العدّ: {done} من {total}.</translation>
    </message>
    <message>
        <source>Ctrl and Enter keeps it, Escape leaves it as it was</source>
        <translation>‏Ctrl وEnter للاحتفاظ به، وEsc لتركه كما كان</translation>
    </message>
    <message>
        <source>Cut off: the answer reached its greatest length.</source>
        <translation>قُطعت: بلغت الإجابة أقصى طولها.</translation>
    </message>
    <message>
        <source>Cut off: the reply reached its greatest length.</source>
        <translation>قُطع: بلغ الرد أقصى طوله.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>مجلد البيانات</translation>
    </message>
    <message>
        <source>Decrypt everything</source>
        <translation>فكّ تعمية كل شيء</translation>
    </message>
    <message>
        <source>Decrypting was interrupted. Type your passphrase, and it goes on.</source>
        <translation>انقطع فكّ التعمية. يُرجى كتابة عبارة المرور فيُتابَع.</translation>
    </message>
    <message>
        <source>Decrypting your data</source>
        <translation>فكّ تعمية بياناتك</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Delete it and all that follows</source>
        <translation>حذفها مع كل ما يليها</translation>
    </message>
    <message>
        <source>Delete the chosen message, or it and all that follows</source>
        <translation>حذف الرسالة المختارة، أو حذفها مع كل ما يليها</translation>
    </message>
    <message>
        <source>Delete the conversation (in the list: Del)</source>
        <translation>حذف المحادثة (في القائمة: Del)</translation>
    </message>
    <message>
        <source>Delete the folder, keep what is in it</source>
        <translation>حذف المجلد والاحتفاظ بما فيه</translation>
    </message>
    <message>
        <source>Delete the message</source>
        <translation>حذف الرسالة</translation>
    </message>
    <message>
        <source>Delete {name}?</source>
        <translation>هل يُحذف {name}؟</translation>
    </message>
    <message numerus="yes">
        <source>Delete {n} conversations</source>
        <translation>
            <numerusform>حذف المحادثات</numerusform>
            <numerusform>حذف المحادثة</numerusform>
            <numerusform>حذف محادثتين</numerusform>
            <numerusform>حذف {n} محادثات</numerusform>
            <numerusform>حذف {n} محادثة</numerusform>
            <numerusform>حذف {n} محادثة</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted, with all that it learned.</source>
        <translation>حُذفت مع كل ما تعلّمته.</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
    <message>
        <source>Demand answers as JSON</source>
        <translation>طلب إجابات بصيغة JSON</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>الوصف</translation>
    </message>
    <message>
        <source>Description and examples are too long. Keep them below a megabyte.</source>
        <translation>الوصف والأمثلة أطول مما ينبغي. يُرجى إبقاؤها دون ميغابايت.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Details of the problem</source>
        <translation>تفاصيل المشكلة</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>إخفاء</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <translation>عدم استخدامه</translation>
    </message>
    <message>
        <source>Documents and text (*.pdf *.docx *.html *.htm *.md *.markdown *.txt *.text *.csv *.tsv *.rst *.tex *.log *.json *.xml *.yaml *.yml *.toml *.py *.js *.ts *.java *.c *.h *.cpp *.hpp *.rs *.go *.sh *.sql *.css);;All files (*)</source>
        <translation>مستندات ونصوص (*.pdf *.docx *.html *.htm *.md *.markdown *.txt *.text *.csv *.tsv *.rst *.tex *.log *.json *.xml *.yaml *.yml *.toml *.py *.js *.ts *.java *.c *.h *.cpp *.hpp *.rs *.go *.sh *.sql *.css);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Does more than the profile&apos;s text alone</source>
        <translation>يفعل أكثر من نص الملف الشخصي وحده</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>لا يلائم</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>تنزيل</translation>
    </message>
    <message>
        <source>Download a model</source>
        <translation>تنزيل نموذج</translation>
    </message>
    <message>
        <source>Download it again beside “{path}”.</source>
        <translation>يُرجى تنزيله من جديد بجانب «{path}».</translation>
    </message>
    <message>
        <source>Download it again from its maker</source>
        <translation>يُرجى تنزيله من جديد من صانعه</translation>
    </message>
    <message>
        <source>Download it again or choose another file.</source>
        <translation>يُرجى تنزيل الملف من جديد أو اختيار غيره.</translation>
    </message>
    <message>
        <source>Download that file into the same folder.</source>
        <translation>يُرجى تنزيل ذلك الملف إلى المجلد نفسه.</translation>
    </message>
    <message>
        <source>Download that you asked for</source>
        <translation>تنزيل مطلوب منك</translation>
    </message>
    <message>
        <source>Download the adapter itself; the file is usually some megabytes long.</source>
        <translation>يُرجى تنزيل المهايئ نفسه؛ يبلغ الملف عادةً بضعة ميغابايتات.</translation>
    </message>
    <message>
        <source>Download the model itself; the file is usually hundreds of megabytes long.</source>
        <translation>يُرجى تنزيل النموذج نفسه؛ يبلغ الملف عادةً مئات الميغابايتات.</translation>
    </message>
    <message>
        <source>Download “{missing}” into the same folder.</source>
        <translation>يُرجى تنزيل «{missing}» إلى المجلد نفسه.</translation>
    </message>
    <message>
        <source>Downloading {name}</source>
        <translation>تنزيل {name}</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>التنزيلات</translation>
    </message>
    <message>
        <source>Downloads are off, so that nothing leaves this computer by itself. To allow them, tick “Allow downloads” in the settings of the window, or write &quot;allow_downloads&quot;: true into {settings}.</source>
        <translation>التنزيل متوقف كي لا يغادر شيء هذا الحاسوب من تلقاء نفسه. للسماح به يُرجى وضع علامة «السماح بالتنزيل» في إعدادات النافذة، أو كتابة ‎&quot;allow_downloads&quot;: true في {settings}.</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>مسودة</translation>
    </message>
    <message>
        <source>Drafts and edits in your voice.</source>
        <translation>يصوغ ويحرّر بأسلوبك.</translation>
    </message>
    <message>
        <source>Drop files to be read, conversations, an adapter or a model</source>
        <translation>أفلِت هنا ملفات لقراءتها أو محادثات أو مهايئًا أو نموذجًا</translation>
    </message>
    <message>
        <source>Drop one here: a GGUF adapter (.gguf), an .onnx_adapter file, or the folder of a PEFT adapter.</source>
        <translation>أفلِت مهايئًا هنا: ملف GGUF ‏(‎.gguf) أو ملف ‎.onnx_adapter أو مجلد مهايئ PEFT.</translation>
    </message>
    <message>
        <source>Drop one here: a GGUF file, all parts of a split one, or the folder of an ONNX model. A folder full of models is used where it is.</source>
        <translation>أفلِت نموذجًا هنا: ملف GGUF، أو كل أجزاء ملف مقسَّم، أو مجلد نموذج ONNX. والمجلد المليء بالنماذج يُستخدم في مكانه.</translation>
    </message>
    <message>
        <source>Drop texts that you wrote, to learn from them</source>
        <translation>أفلِت نصوصًا من كتابتك ليتعلّم منها</translation>
    </message>
    <message>
        <source>Drop the folder of an encoder</source>
        <translation>إفلات مجلد مُرمِّز معنى</translation>
    </message>
    <message>
        <source>Drop to import</source>
        <translation>أفلِت للاستيراد</translation>
    </message>
    <message>
        <source>Dynamic tokens</source>
        <translation>رموز ديناميكية</translation>
    </message>
    <message>
        <source>Dynamic tokens are measured with {model}.</source>
        <translation>قيست الرموز الديناميكية مع {model}.</translation>
    </message>
    <message>
        <source>Dynamic tokens of the conversation</source>
        <translation>الرموز الديناميكية للمحادثة</translation>
    </message>
    <message>
        <source>Dynamic tokens: careful</source>
        <translation>رموز ديناميكية: حذِرة</translation>
    </message>
    <message>
        <source>Dynamic tokens: not with this model</source>
        <translation>رموز ديناميكية: ليس مع هذا النموذج</translation>
    </message>
    <message>
        <source>Dynamic tokens: off</source>
        <translation>رموز ديناميكية: إيقاف</translation>
    </message>
    <message>
        <source>Dynamic tokens: strong</source>
        <translation>رموز ديناميكية: قوية</translation>
    </message>
    <message>
        <source>Each file with XChaCha20-Poly1305.</source>
        <translation>كل ملف بـ XChaCha20-Poly1305.</translation>
    </message>
    <message>
        <source>Each file with XChaCha20-Poly1305. Opened in memory only, on Linux.</source>
        <translation>كل ملف بـ XChaCha20-Poly1305. لا يُفتح على لينكس إلا في الذاكرة.</translation>
    </message>
    <message>
        <source>Each file with XChaCha20-Poly1305. They are written anew when encryption is turned on.</source>
        <translation>كل ملف بـ XChaCha20-Poly1305. تُكتب من جديد عند تشغيل التعمية.</translation>
    </message>
    <message>
        <source>Each word then takes about {times} times as long, and {memory} more memory is used.</source>
        <translation>تستغرق كل كلمة عندئذ نحو {times} ضعف الوقت، وتُشغَل {memory} إضافية من الذاكرة.</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>أقدم</translation>
    </message>
    <message>
        <source>Easy to guess. Four words that have nothing to do with each other are hard to guess.</source>
        <translation>سهلة التخمين. أربع كلمات لا صلة بينها يصعب تخمينها.</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>تعديل وإرسال من جديد</translation>
    </message>
    <message>
        <source>Edit the chosen message, ask for the chosen reply again</source>
        <translation>تعديل الرسالة المختارة، وطلب الرد المختار من جديد</translation>
    </message>
    <message>
        <source>Edit the chosen message, or your last, and send it again</source>
        <translation>تعديل الرسالة المختارة أو رسالتك الأخيرة وإرسالها من جديد</translation>
    </message>
    <message>
        <source>Edit this message and send it again</source>
        <translation>تعديل هذه الرسالة وإرسالها من جديد</translation>
    </message>
    <message>
        <source>Edit what you would have said</source>
        <translation>تعديل ما كنت ستقوله</translation>
    </message>
    <message>
        <source>Edit {name}…</source>
        <translation>تعديل {name}…</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>فارغ</translation>
    </message>
    <message>
        <source>Encoder, which compares passages with a message</source>
        <translation>مُرمِّز المعنى الذي يقارن المقاطع برسالة</translation>
    </message>
    <message>
        <source>Encoders</source>
        <translation>مُرمِّزات المعنى</translation>
    </message>
    <message>
        <source>Encoders, which find passages of long files</source>
        <translation>مُرمِّزات المعنى التي تجد مقاطع الملفات الطويلة</translation>
    </message>
    <message>
        <source>Encoders: find passages of long files by their meaning</source>
        <translation>مُرمِّزات المعنى: العثور على مقاطع الملفات الطويلة بحسب معناها</translation>
    </message>
    <message>
        <source>Encoders…</source>
        <translation>مُرمِّزات المعنى…</translation>
    </message>
    <message>
        <source>Encrypt everything that you wrote</source>
        <translation>تعمية كل ما كتبته</translation>
    </message>
    <message>
        <source>Encrypt now</source>
        <translation>التعمية الآن</translation>
    </message>
    <message>
        <source>Encrypted as the database is. A backup that you write yourself is encrypted where your data is.</source>
        <translation>معمّاة مثل قاعدة البيانات. والنسخة التي تكتبها بنفسك معمّاة إذا كانت بياناتك كذلك.</translation>
    </message>
    <message>
        <source>Encrypting was interrupted. Type your passphrase, and it goes on.</source>
        <translation>انقطعت التعمية. يُرجى كتابة عبارة المرور فتُتابَع.</translation>
    </message>
    <message>
        <source>Encrypting your data</source>
        <translation>تعمية بياناتك</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>التعمية</translation>
    </message>
    <message>
        <source>Encryption is off: what you wrote is stored without it now.</source>
        <translation>التعمية متوقّفة: ما كتبته محفوظ الآن من دون تعمية.</translation>
    </message>
    <message>
        <source>Encryption is on</source>
        <translation>التعمية مشغَّلة</translation>
    </message>
    <message>
        <source>Encryption is on: everything that you wrote is encrypted now.</source>
        <translation>التعمية مشغَّلة: كل ما كتبته معمّى الآن.</translation>
    </message>
    <message>
        <source>Encryption: the passphrase, turning it on or off</source>
        <translation>التعمية: عبارة المرور، والتشغيل والإيقاف</translation>
    </message>
    <message>
        <source>Encryption…</source>
        <translation>التعمية…</translation>
    </message>
    <message>
        <source>Engine, which runs the model</source>
        <translation>المحرّك الذي يشغّل النموذج</translation>
    </message>
    <message>
        <source>English</source>
        <translation>الإنجليزية</translation>
    </message>
    <message>
        <source>Enter asks · Esc closes</source>
        <translation>‏Enter للسؤال · Esc للإغلاق</translation>
    </message>
    <message>
        <source>Enter asks, Esc closes</source>
        <translation>‏Enter للسؤال، وEsc للإغلاق</translation>
    </message>
    <message>
        <source>Enter goes to the message after, Shift and Enter to the one before</source>
        <translation>‏Enter للانتقال إلى الرسالة التالية، وShift مع Enter إلى السابقة</translation>
    </message>
    <message>
        <source>Enter runs, Shift and Enter starts a new line</source>
        <translation>‏Enter للتشغيل، وShift مع Enter لبدء سطر جديد</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>‏Enter للإرسال</translation>
    </message>
    <message>
        <source>Enter sends it, Shift and Enter starts a new line, Escape leaves the message as it was</source>
        <translation>‏Enter للإرسال، وShift مع Enter لبدء سطر جديد، وEsc لترك الرسالة كما كانت</translation>
    </message>
    <message>
        <source>Enter sends your message, and the answer comes as you watch. Files can be dropped on the window.</source>
        <translation>‏Enter يرسل رسالتك، وتأتي الإجابة أمام عينيك. ويمكن إفلات الملفات على النافذة.</translation>
    </message>
    <message>
        <source>Enter sends, Shift and Enter starts a new line</source>
        <translation>‏Enter للإرسال، وShift مع Enter لبدء سطر جديد</translation>
    </message>
    <message>
        <source>Enter sends. The old message and its replies stay.</source>
        <translation>‏Enter للإرسال. تبقى الرسالة القديمة وردودها.</translation>
    </message>
    <message>
        <source>Erase everything</source>
        <translation>محو كل شيء</translation>
    </message>
    <message>
        <source>Erase everything and quit</source>
        <translation>محو كل شيء والإنهاء</translation>
    </message>
    <message>
        <source>Every adapter is in the row already</source>
        <translation>كل المهايئات في الصف بالفعل</translation>
    </message>
    <message>
        <source>Every conversation of your profile that has no row of its own shows this one.</source>
        <translation>كل محادثة في ملفك الشخصي ليس لها صف خاص تعرض هذا الصف.</translation>
    </message>
    <message>
        <source>Every token has a position of its own.</source>
        <translation>لكل رمز موضع خاص به.</translation>
    </message>
    <message>
        <source>Everything is erased.</source>
        <translation>مُحي كل شيء.</translation>
    </message>
    <message>
        <source>Everything lies on this computer, in places that only your account can open.</source>
        <translation>كل شيء على هذا الحاسوب، في أماكن لا يفتحها إلا حسابك.</translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>يبقى كل شيء على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Everything that is encrypted was moved to this folder, and nothing was deleted:</source>
        <translation>نُقل كل ما هو معمّى إلى هذا المجلد ولم يُحذف شيء:</translation>
    </message>
    <message>
        <source>Everything that is yours as one file, and back; and what was kept before updates.</source>
        <translation>كل ما يخصك في ملف واحد، ذهابًا وإيابًا؛ وما احتُفظ به قبل التحديثات.</translation>
    </message>
    <message>
        <source>Everything that you write is kept here, and only here.</source>
        <translation>كل ما تكتبه يُحفظ هنا، وهنا فقط.</translation>
    </message>
    <message>
        <source>Everything that you wrote and that was made of it is encrypted: conversations, profiles, facts, adapters, trainings, backups and saved states. Not encrypted are models of others, the settings and the logs, which hold none of your texts, and what you export.</source>
        <translation>كل ما كتبته وما صُنع منه معمّى: المحادثات والملفات الشخصية والحقائق والمهايئات والتدريبات والنسخ الاحتياطية والحالات المحفوظة. أما نماذج الآخرين والإعدادات والسجلات، وليس فيها أي من نصوصك، وما تصدّره فغير معمّى.</translation>
    </message>
    <message>
        <source>Exact: the same effect as all of them together, as long as the same phrase activates them.</source>
        <translation>دقيق: الأثر نفسه كأنها مجتمعة، ما دامت العبارة نفسها تفعّلها.</translation>
    </message>
    <message>
        <source>Exact: the same effect as all of them together.</source>
        <translation>دقيق: الأثر نفسه كأنها مجتمعة.</translation>
    </message>
    <message>
        <source>Exactly this. It takes part of the context.</source>
        <translation>هذا بالضبط. وهو يشغل جزءًا من السياق.</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>أمثلة</translation>
    </message>
    <message>
        <source>Examples of what one would write to it.</source>
        <translation>أمثلة لما قد يُكتب له.</translation>
    </message>
    <message>
        <source>Exchanging the adapters</source>
        <translation>يجري تبديل المهايئات</translation>
    </message>
    <message>
        <source>Explain how a bicycle stays upright, in three sentences.</source>
        <translation>اشرح في ثلاث جمل كيف تبقى الدراجة منتصبة.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>تصدير</translation>
    </message>
    <message>
        <source>Export all</source>
        <translation>تصدير الكل</translation>
    </message>
    <message>
        <source>Export all conversations as JSON, with everything</source>
        <translation>تصدير كل المحادثات بصيغة JSON، مع كل شيء</translation>
    </message>
    <message>
        <source>Export the conversation as JSON, with everything</source>
        <translation>تصدير المحادثة بصيغة JSON، مع كل شيء</translation>
    </message>
    <message>
        <source>Export the conversation as Markdown</source>
        <translation>تصدير المحادثة بصيغة Markdown</translation>
    </message>
    <message>
        <source>Export the conversation as a PDF</source>
        <translation>تصدير المحادثة بصيغة PDF</translation>
    </message>
    <message>
        <source>Exports (*.json *.zip);;All files (*)</source>
        <translation>ملفات مصدَّرة (*.json *.zip);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Fact deleted.</source>
        <translation>حُذفت الحقيقة.</translation>
    </message>
    <message>
        <source>Fact that was found</source>
        <translation>حقيقة عُثر عليها</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>الحقائق</translation>
    </message>
    <message>
        <source>Facts about you</source>
        <translation>حقائق عنك</translation>
    </message>
    <message>
        <source>Facts about you that the model is told when a message has to do with them. They stay on this computer, and only what stands here is told.</source>
        <translation>حقائق عنك تُقال للنموذج حين تتعلّق بها رسالة. تبقى على هذا الحاسوب، ولا يُقال إلا ما هو مكتوب هنا.</translation>
    </message>
    <message>
        <source>Fair. One or two more words make it hard to guess.</source>
        <translation>متوسطة. كلمة أو كلمتان أكثر تجعلها صعبة التخمين.</translation>
    </message>
    <message>
        <source>Fetch the file itself, for example with “git lfs pull”.</source>
        <translation>يُرجى جلب الملف نفسه، مثلًا بـ «git lfs pull».</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>الأرقام</translation>
    </message>
    <message>
        <source>File</source>
        <translation>الملف</translation>
    </message>
    <message>
        <source>Files of others. Nothing of yours is in them, unless you bake an adapter of yours into one.</source>
        <translation>ملفات الآخرين. لا شيء منك فيها، إلا إذا ضُمِّن أحد مهايئاتك في أحدها.</translation>
    </message>
    <message>
        <source>Files or folders with texts that you wrote</source>
        <translation>ملفات أو مجلدات فيها نصوص من كتابتك</translation>
    </message>
    <message>
        <source>Files while they are used</source>
        <translation>الملفات أثناء استخدامها</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>ملفات…</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>البحث عن أمر</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>البحث في هذه المحادثة</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>الفنلندية</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>الخطوات الأولى</translation>
    </message>
    <message>
        <source>First steps: show me around</source>
        <translation>الخطوات الأولى: جولة</translation>
    </message>
    <message>
        <source>First token {time}</source>
        <translation>الرمز الأول {time}</translation>
    </message>
    <message>
        <source>First word</source>
        <translation>الكلمة الأولى</translation>
    </message>
    <message>
        <source>Fits {model}.</source>
        <translation>يلائم {model}.</translation>
    </message>
    <message>
        <source>Flash attention is {value}; {attention} is none of them.</source>
        <translation>قيم Flash Attention هي {value}؛ و{attention} ليست منها.</translation>
    </message>
    <message>
        <source>Folded</source>
        <translation>مطوي</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>المجلد</translation>
    </message>
    <message>
        <source>Folder deleted. What was in it is in the list.</source>
        <translation>حُذف المجلد. ما كان فيه موجود في القائمة.</translation>
    </message>
    <message>
        <source>Folder {name}</source>
        <translation>المجلد {name}</translation>
    </message>
    <message>
        <source>Folders…</source>
        <translation>المجلدات…</translation>
    </message>
    <message>
        <source>For example: Answer briefly, in British English.</source>
        <translation>مثلًا: أجب بإيجاز وبالعربية الفصحى.</translation>
    </message>
    <message>
        <source>For yourself, or for the hat you wear. Models are not told.</source>
        <translation>لك أنت أو لأحد أدوارك. لا تُخبَر به النماذج.</translation>
    </message>
    <message>
        <source>Forget this vote</source>
        <translation>نسيان هذا الصوت</translation>
    </message>
    <message>
        <source>Forgetting {name}</source>
        <translation>نسيان {name}</translation>
    </message>
    <message>
        <source>Forgot what it knew</source>
        <translation>نسي ما كان يعرفه</translation>
    </message>
    <message>
        <source>Formulas: {sources}</source>
        <translation>صيغ: {sources}</translation>
    </message>
    <message>
        <source>Free answers</source>
        <translation>إجابات حرة</translation>
    </message>
    <message>
        <source>French</source>
        <translation>الفرنسية</translation>
    </message>
    <message>
        <source>From ChatGPT, Claude, Open WebUI, LM Studio, Jan, or another Homespun</source>
        <translation>من ChatGPT أو Claude أو Open WebUI أو LM Studio أو Jan أو نسخة أخرى من Homespun</translation>
    </message>
    <message>
        <source>From an address…</source>
        <translation>من عنوان…</translation>
    </message>
    <message>
        <source>Full (f16)</source>
        <translation>كاملة (f16)</translation>
    </message>
    <message>
        <source>General text</source>
        <translation>نص عام</translation>
    </message>
    <message>
        <source>German</source>
        <translation>الألمانية</translation>
    </message>
    <message>
        <source>Give the parts their names back: they end in -00001-of-{count}.gguf and so on.</source>
        <translation>يُرجى إعادة أسماء الأجزاء: تنتهي بـ ‎-00001-of-{count}.gguf وهكذا.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Go on in the window</source>
        <translation>متابعة في النافذة</translation>
    </message>
    <message>
        <source>Go on where it was cut off</source>
        <translation>متابعة من حيث انقطع</translation>
    </message>
    <message>
        <source>Go on with “{title}”: …{before}</source>
        <translation>تابِع «{title}»: …{before}</translation>
    </message>
    <message>
        <source>Go to the latest message</source>
        <translation>الانتقال إلى أحدث رسالة</translation>
    </message>
    <message>
        <source>Go to the message box</source>
        <translation>الانتقال إلى حقل الرسالة</translation>
    </message>
    <message>
        <source>Good reply</source>
        <translation>رد جيد</translation>
    </message>
    <message>
        <source>Good reply: more like this, if you let the model learn from it</source>
        <translation>رد جيد: المزيد من هذا، إذا سُمح للنموذج بالتعلّم منه</translation>
    </message>
    <message>
        <source>Good reply: the chosen one, or the last</source>
        <translation>رد جيد: المختار أو الأخير</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>اليونانية</translation>
    </message>
    <message>
        <source>Half the memory (q8_0)</source>
        <translation>نصف الذاكرة (q8_0)</translation>
    </message>
    <message>
        <source>Hard to guess.</source>
        <translation>صعبة التخمين.</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>العبرية</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>مساعدة</translation>
    </message>
    <message>
        <source>Hide the summary</source>
        <translation>إخفاء الملخّص</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>الهندية</translation>
    </message>
    <message>
        <source>Hold Ctrl, Alt or the system key with it, or it could not be typed any more.</source>
        <translation>يلزم ضغط Ctrl أو Alt أو مفتاح النظام معه، وإلا تعذّرت كتابته بعد ذلك.</translation>
    </message>
    <message>
        <source>Homespun already runs with this data folder. Use the window that is open, close it first, or choose another folder with --data-dir.</source>
        <translation>يعمل Homespun بالفعل مع مجلد البيانات هذا. يُرجى استخدام النافذة المفتوحة، أو إغلاقها أولًا، أو اختيار مجلد آخر بـ ‎--data-dir.</translation>
    </message>
    <message>
        <source>Homespun answers with a language model on your own machine. Write a message below, or begin with one of these.</source>
        <translation>يجيب Homespun بنموذج لغة على حاسوبك. يمكن كتابة رسالة أدناه أو البدء بواحدة من هذه.</translation>
    </message>
    <message>
        <source>Homespun applies LoRA adapters and control vectors.</source>
        <translation>يطبّق Homespun مهايئات LoRA ومتجهات التحكّم.</translation>
    </message>
    <message>
        <source>Homespun applies LoRA: train the adapter again as one, or merge it into its model.</source>
        <translation>يطبّق Homespun‏ LoRA: يُرجى تدريب المهايئ من جديد على هيئة LoRA أو دمجه في نموذجه.</translation>
    </message>
    <message>
        <source>Homespun opens when this is done. If the computer is switched off meanwhile, nothing is lost: it goes on at the next start.</source>
        <translation>يُفتح Homespun عندما يكتمل هذا. وإذا أُطفئ الحاسوب في هذه الأثناء لم يضِع شيء: يُتابَع عند التشغيل التالي.</translation>
    </message>
    <message>
        <source>Homespun reads models in the GGUF format: choose the GGUF file of the same model.</source>
        <translation>يقرأ Homespun النماذج بصيغة GGUF: يُرجى اختيار ملف GGUF للنموذج نفسه.</translation>
    </message>
    <message>
        <source>Homespun recovery key</source>
        <translation>مفتاح استرداد Homespun</translation>
    </message>
    <message>
        <source>Homespun takes adapters as GGUF files, as PEFT folders (adapter_config.json and adapter_model.safetensors) and as .onnx_adapter files.</source>
        <translation>يأخذ Homespun المهايئات ملفات GGUF ومجلدات PEFT ‏(adapter_config.json وadapter_model.safetensors) وملفات ‎.onnx_adapter.</translation>
    </message>
    <message>
        <source>How much of a conversation the model sees at once. More needs more memory.</source>
        <translation>مقدار ما يراه النموذج من المحادثة دفعة واحدة. المزيد يحتاج إلى ذاكرة أكبر.</translation>
    </message>
    <message>
        <source>How the list is sorted</source>
        <translation>طريقة ترتيب القائمة</translation>
    </message>
    <message>
        <source>How the model is to answer, in up to {most} characters. Small models follow few and short sentences best.</source>
        <translation>كيف ينبغي أن يجيب النموذج، في {most} حرف على الأكثر. النماذج الصغيرة تتبع الجمل القليلة القصيرة أفضل.</translation>
    </message>
    <message>
        <source>How words are chosen</source>
        <translation>كيف تُختار الكلمات</translation>
    </message>
    <message>
        <source>Hugging Face cache</source>
        <translation>ذاكرة Hugging Face المؤقتة</translation>
    </message>
    <message>
        <source>I have lost it…</source>
        <translation>فقدتُها…</translation>
    </message>
    <message>
        <source>I have neither, and want to begin anew</source>
        <translation>ليس لديّ أي منهما، وأريد البدء من جديد</translation>
    </message>
    <message>
        <source>I have written it down, or saved it elsewhere</source>
        <translation>كتبتُه أو حفظتُه في مكان آخر</translation>
    </message>
    <message>
        <source>I would have said…</source>
        <translation>كنت سأقول…</translation>
    </message>
    <message>
        <source>If you like, set it up</source>
        <translation>إعداده عند الرغبة</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>استيراد</translation>
    </message>
    <message>
        <source>Import a model…</source>
        <translation>استيراد نموذج…</translation>
    </message>
    <message>
        <source>Import adapters</source>
        <translation>استيراد مهايئات</translation>
    </message>
    <message>
        <source>Import an adapter…</source>
        <translation>استيراد مهايئ…</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>استيراد محادثات</translation>
    </message>
    <message>
        <source>Import conversations from a file</source>
        <translation>استيراد محادثات من ملف</translation>
    </message>
    <message>
        <source>Import conversations from a folder</source>
        <translation>استيراد محادثات من مجلد</translation>
    </message>
    <message>
        <source>Import conversations…</source>
        <translation>استيراد محادثات…</translation>
    </message>
    <message>
        <source>Import from a folder…</source>
        <translation>استيراد من مجلد…</translation>
    </message>
    <message>
        <source>Import models</source>
        <translation>استيراد نماذج</translation>
    </message>
    <message>
        <source>Import or export of conversations</source>
        <translation>استيراد المحادثات أو تصديرها</translation>
    </message>
    <message>
        <source>Import some…</source>
        <translation>استيراد بعضها…</translation>
    </message>
    <message>
        <source>Import the adapter that it was made from: the PEFT folder.</source>
        <translation>يُرجى استيراد المهايئ الذي صُنع منه: مجلد PEFT.</translation>
    </message>
    <message>
        <source>Import the folder of a PEFT adapter</source>
        <translation>استيراد مجلد مهايئ PEFT</translation>
    </message>
    <message>
        <source>Import the folder of an ONNX model</source>
        <translation>استيراد مجلد نموذج ONNX</translation>
    </message>
    <message>
        <source>Import, export, new folder, back up, help</source>
        <translation>استيراد، تصدير، مجلد جديد، نسخ احتياطي، مساعدة</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>جارٍ الاستيراد</translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation>استيراد {name}</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>استيراد…</translation>
    </message>
    <message>
        <source>In a comparison: both alike</source>
        <translation>في المقارنة: متساويتان</translation>
    </message>
    <message>
        <source>In a comparison: the first is better, or the second</source>
        <translation>في المقارنة: الأولى أفضل، أو الثانية</translation>
    </message>
    <message>
        <source>In every conversation, messages that no longer fit are left out from now on.</source>
        <translation>من الآن فصاعدًا تُترك في كل محادثة الرسائل التي لم تعد تتّسع.</translation>
    </message>
    <message>
        <source>In every conversation, messages that no longer fit are summarised from now on.</source>
        <translation>من الآن فصاعدًا تُلخَّص في كل محادثة الرسائل التي لم تعد تتّسع.</translation>
    </message>
    <message numerus="yes">
        <source>In place of the {n} messages above, the model sees a summary.</source>
        <translation>
            <numerusform>بدل الرسائل التي فوق يرى النموذج ملخّصًا.</numerusform>
            <numerusform>بدل الرسالة التي فوق يرى النموذج ملخّصًا.</numerusform>
            <numerusform>بدل الرسالتين اللتين فوق يرى النموذج ملخّصًا.</numerusform>
            <numerusform>بدل الرسائل الـ{n} التي فوق يرى النموذج ملخّصًا.</numerusform>
            <numerusform>بدل الرسائل الـ{n} التي فوق يرى النموذج ملخّصًا.</numerusform>
            <numerusform>بدل الرسائل الـ{n} التي فوق يرى النموذج ملخّصًا.</numerusform>
        </translation>
    </message>
    <message>
        <source>In plain words</source>
        <translation>بكلمات بسيطة</translation>
    </message>
    <message>
        <source>In the library&apos;s folder, where somebody put it. Homespun never deletes it.</source>
        <translation>في مجلد المكتبة، حيث وضعه أحدهم. لا يحذفه Homespun أبدًا.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>قيد الاستخدام</translation>
    </message>
    <message>
        <source>In use in this conversation.</source>
        <translation>مستخدم في هذه المحادثة.</translation>
    </message>
    <message>
        <source>In use: it writes the replies.</source>
        <translation>قيد الاستخدام: هو الذي يكتب الردود.</translation>
    </message>
    <message>
        <source>In your words. The messages above stay as they are.</source>
        <translation>بكلماتك. تبقى الرسائل التي فوق كما هي.</translation>
    </message>
    <message>
        <source>Inspect tokens…</source>
        <translation>فحص الرموز…</translation>
    </message>
    <message>
        <source>Install it with them: pip install &apos;homespun[personalize]&apos;, then start it again.</source>
        <translation>يُرجى تثبيته معها: pip install &apos;homespun[personalize]&apos;، ثم تشغيله من جديد.</translation>
    </message>
    <message>
        <source>Install the package homespun-training of the same version, or unpack the training pack into the program&apos;s folder, then start it again.</source>
        <translation>يُرجى تثبيت الحزمة homespun-training من الإصدار نفسه، أو فكّ حزمة التدريب في مجلد البرنامج، ثم تشغيله من جديد.</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>التعليمات</translation>
    </message>
    <message>
        <source>Interrupted before its end. What had come is kept.</source>
        <translation>انقطع قبل نهايته. ما وصل منه محفوظ.</translation>
    </message>
    <message>
        <source>Into English, and English into French: put your languages there.</source>
        <translation>إلى الإنجليزية، والإنجليزية إلى الفرنسية: ضع لغاتك مكانها.</translation>
    </message>
    <message>
        <source>Is this true of you?</source>
        <translation>هل يصحّ هذا عنك؟</translation>
    </message>
    <message>
        <source>It acts from its phrase on; what was read before that is kept.</source>
        <translation>يعمل بدءًا من عبارته؛ وما قُرئ قبلها يبقى.</translation>
    </message>
    <message>
        <source>It can be used</source>
        <translation>يمكن استخدامها</translation>
    </message>
    <message>
        <source>It can be used, but was not tested as one</source>
        <translation>يمكن استخدامها، لكنها لم تُختبر كنسخة واحدة</translation>
    </message>
    <message>
        <source>It could not be checked: {name}.</source>
        <translation>تعذّر فحصه: {name}.</translation>
    </message>
    <message>
        <source>It could not be finished</source>
        <translation>تعذّر إكماله</translation>
    </message>
    <message>
        <source>It did not pass its test and is not offered</source>
        <translation>لم تجتز اختبارها فلا تُعرض</translation>
    </message>
    <message>
        <source>It did not pass its test, so it is kept as a draft and not offered. The points below say why.</source>
        <translation>لم تجتز اختبارها، لذلك تبقى مسودة ولا تُعرض. النقاط أدناه تقول السبب.</translation>
    </message>
    <message>
        <source>It does not fit {model}.</source>
        <translation>لا يلائم {model}.</translation>
    </message>
    <message>
        <source>It fits when the KV cache is kept as q8_0 (in the settings).</source>
        <translation>يتّسع إذا حُفظت ذاكرة KV بصيغة q8_0 (في الإعدادات).</translation>
    </message>
    <message>
        <source>It fits with a context of {fitting} tokens (in the settings).</source>
        <translation>يتّسع مع سياق من {fitting} رمز (في الإعدادات).</translation>
    </message>
    <message>
        <source>It fits with a context of {smaller} tokens and the KV cache as q8_0 (in the settings).</source>
        <translation>يتّسع مع سياق من {smaller} رمز وذاكرة KV بصيغة q8_0 (في الإعدادات).</translation>
    </message>
    <message>
        <source>It fits with flash attention (in the settings).</source>
        <translation>يتّسع مع Flash Attention (في الإعدادات).</translation>
    </message>
    <message>
        <source>It fits: {memory} of memory with a context of {tokens}.</source>
        <translation>يتّسع: {memory} من الذاكرة مع سياق من {tokens}.</translation>
    </message>
    <message>
        <source>It fits: {memory} of memory.</source>
        <translation>يتّسع: {memory} من الذاكرة.</translation>
    </message>
    <message>
        <source>It has been removed from the shelf. Choose again from those that are there.</source>
        <translation>أُزيل من الرف. يُرجى الاختيار من جديد مما هو موجود.</translation>
    </message>
    <message>
        <source>It has no key.</source>
        <translation>ليس لها مفتاح.</translation>
    </message>
    <message>
        <source>It has no messages that could be shown.</source>
        <translation>ليس فيها رسائل يمكن عرضها.</translation>
    </message>
    <message>
        <source>It has no messages.</source>
        <translation>ليس فيها رسائل.</translation>
    </message>
    <message>
        <source>It has not been looked into yet.</source>
        <translation>لم يُنظر فيه بعد.</translation>
    </message>
    <message>
        <source>It is a conversation of {label}, not of {label_2}.</source>
        <translation>هي محادثة من {label}، لا من {label_2}.</translation>
    </message>
    <message>
        <source>It is a small file on top of the model that is loaded: a style, a language, a task. It is switched on and off in the middle of a conversation, and the model stays as it is.</source>
        <translation>هو ملف صغير فوق النموذج المحمَّل: أسلوب أو لغة أو مهمة. يُشغَّل ويُوقَف في وسط المحادثة، ويبقى النموذج كما هو.</translation>
    </message>
    <message>
        <source>It is being loaded: {percent} %.</source>
        <translation>يُحمَّل الآن: {percent} %.</translation>
    </message>
    <message>
        <source>It is counted as soon as a model is loaded and has nothing else to do.</source>
        <translation>يبدأ العدّ حالما يُحمَّل نموذج ولا يكون مشغولًا بشيء آخر.</translation>
    </message>
    <message>
        <source>It is encrypted: it opens with the passphrase that was used when it was made.</source>
        <translation>هي معمّاة: تُفتح بعبارة المرور التي استُخدمت عند إنشائها.</translation>
    </message>
    <message>
        <source>It is held back to test the result.</source>
        <translation>يُحجز لاختبار النتيجة.</translation>
    </message>
    <message>
        <source>It is in use. Use another model first, then remove this one.</source>
        <translation>هو قيد الاستخدام. يُرجى استخدام نموذج آخر أولًا ثم إزالة هذا.</translation>
    </message>
    <message>
        <source>It is no conversation of a kind that is known here.</source>
        <translation>ليست محادثة من نوع معروف هنا.</translation>
    </message>
    <message>
        <source>It is not encrypted, so what you restore from it will not be, either.</source>
        <translation>هي غير معمّاة، فما تستعيده منها لن يكون معمّى كذلك.</translation>
    </message>
    <message>
        <source>It is not proposed again</source>
        <translation>لا تُقترح مرة أخرى</translation>
    </message>
    <message>
        <source>It is not there any more</source>
        <translation>لم يعد موجودًا</translation>
    </message>
    <message>
        <source>It is set for this conversation. {misfit}</source>
        <translation>هو معيَّن لهذه المحادثة. {misfit}</translation>
    </message>
    <message>
        <source>It is the start of the Universal Declaration of Human Rights.</source>
        <translation>هو مطلع الإعلان العالمي لحقوق الإنسان.</translation>
    </message>
    <message>
        <source>It is written where you say, to be read by others.</source>
        <translation>يُكتب حيث تقول، ليقرأه آخرون.</translation>
    </message>
    <message>
        <source>It knows {most} at most.</source>
        <translation>يعرف {most} على الأكثر.</translation>
    </message>
    <message numerus="yes">
        <source>It learned from {n} examples that you have deleted since, and still knows them. Learn again without them, or delete this version.</source>
        <translation>
            <numerusform>لا شيء مما تعلّمت منه حُذف.</numerusform>
            <numerusform>تعلّمت من مثال حُذف بعد ذلك، وما زالت تعرفه. يُرجى التعلّم من جديد دونه أو حذف هذه النسخة.</numerusform>
            <numerusform>تعلّمت من مثالين حُذفا بعد ذلك، وما زالت تعرفهما. يُرجى التعلّم من جديد دونهما أو حذف هذه النسخة.</numerusform>
            <numerusform>تعلّمت من {n} أمثلة حُذفت بعد ذلك، وما زالت تعرفها. يُرجى التعلّم من جديد دونها أو حذف هذه النسخة.</numerusform>
            <numerusform>تعلّمت من {n} مثالًا حُذفت بعد ذلك، وما زالت تعرفها. يُرجى التعلّم من جديد دونها أو حذف هذه النسخة.</numerusform>
            <numerusform>تعلّمت من {n} مثال حُذفت بعد ذلك، وما زالت تعرفها. يُرجى التعلّم من جديد دونها أو حذف هذه النسخة.</numerusform>
        </translation>
    </message>
    <message>
        <source>It opens everything if you forget the passphrase. It is shown once and is kept nowhere: write it down, or save it to a place that is not this computer.</source>
        <translation>يفتح كل شيء إذا نُسيت عبارة المرور. يُعرض مرة واحدة ولا يُحفظ في أي مكان: يُرجى كتابته أو حفظه في مكان غير هذا الحاسوب.</translation>
    </message>
    <message>
        <source>It seems to fit what you write. Press to use it in this conversation.</source>
        <translation>يبدو ملائمًا لما تكتبه. الضغط يستخدمه في هذه المحادثة.</translation>
    </message>
    <message>
        <source>It stays here</source>
        <translation>يبقى هنا</translation>
    </message>
    <message>
        <source>It takes the place of what is here. What is here now is kept, and can be put back.</source>
        <translation>تحلّ محل ما هو موجود هنا. ويُحتفظ بما هو هنا الآن ويمكن إرجاعه.</translation>
    </message>
    <message>
        <source>It was made for {small}, which can steer {model} with it.</source>
        <translation>صُنع من أجل {small}، الذي يمكنه توجيه {model} به.</translation>
    </message>
    <message>
        <source>It was not trained or saved properly; choose another version of it.</source>
        <translation>لم يُدرَّب أو لم يُحفظ كما ينبغي؛ يُرجى اختيار نسخة أخرى منه.</translation>
    </message>
    <message>
        <source>It was not written: the engine had stopped before its turn came.</source>
        <translation>لم تُكتب: توقّف المحرّك قبل أن يأتي دورها.</translation>
    </message>
    <message>
        <source>It was shown when encryption was turned on. It opens everything; then a new passphrase does.</source>
        <translation>عُرض عند تشغيل التعمية. يفتح كل شيء؛ وبعد ذلك تفتحه عبارة مرور جديدة.</translation>
    </message>
    <message>
        <source>It was started without a list of files.</source>
        <translation>شُغِّل دون قائمة ملفات.</translation>
    </message>
    <message>
        <source>It was switched off by {value}=off.</source>
        <translation>أُوقف بواسطة {value}=off.</translation>
    </message>
    <message>
        <source>It will not be proposed again.</source>
        <translation>لن تُقترح مرة أخرى.</translation>
    </message>
    <message>
        <source>Its adapter is not on the shelf any more</source>
        <translation>مهايئها لم يعد على الرف</translation>
    </message>
    <message>
        <source>Its adapter, its report and all that it learned are deleted.</source>
        <translation>يُحذف مهايئها وتقريرها وكل ما تعلّمته.</translation>
    </message>
    <message>
        <source>Its own</source>
        <translation>خاص به</translation>
    </message>
    <message>
        <source>Its report cannot be read any more.</source>
        <translation>لم تعد قراءة تقريرها ممكنة.</translation>
    </message>
    <message>
        <source>Its thread.json is too large to be one.</source>
        <translation>ملف thread.json أكبر من أن يكون كذلك.</translation>
    </message>
    <message>
        <source>Itself in a box that only your passphrase or your recovery key opens (Argon2id).</source>
        <translation>هو نفسه في صندوق لا يفتحه إلا عبارة المرور أو مفتاح الاسترداد (Argon2id).</translation>
    </message>
    <message>
        <source>JSON schema</source>
        <translation>مخطّط JSON</translation>
    </message>
    <message>
        <source>JSON, with everything…</source>
        <translation>‏JSON، مع كل شيء…</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>اليابانية</translation>
    </message>
    <message>
        <source>Jump to latest</source>
        <translation>إلى الأحدث</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>ذاكرة KV المؤقتة</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>احتفاظ</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>مواصلة العمل</translation>
    </message>
    <message>
        <source>Keep the passages about this message</source>
        <translation>الاحتفاظ بالمقاطع المتعلقة بهذه الرسالة</translation>
    </message>
    <message>
        <source>Keep this recovery key</source>
        <translation>يُرجى الاحتفاظ بمفتاح الاسترداد هذا</translation>
    </message>
    <message>
        <source>Keep what you would have said</source>
        <translation>الاحتفاظ بما كنت ستقوله</translation>
    </message>
    <message>
        <source>Keeps both as a conversation ({keys})</source>
        <translation>يحفظ كليهما كمحادثة ({keys})</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>الحفظ</translation>
    </message>
    <message>
        <source>Kept by the program</source>
        <translation>محفوظ لدى البرنامج</translation>
    </message>
    <message>
        <source>Key of the quick question</source>
        <translation>مفتاح السؤال السريع</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Knows what you deleted</source>
        <translation>تعرف ما حذفته</translation>
    </message>
    <message>
        <source>LM Studio</source>
        <translation>‏LM Studio</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>نص أكبر</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>الأكبر أولًا</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>يؤدي إلى</translation>
    </message>
    <message>
        <source>Leaks into other subjects</source>
        <translation>يتسرّب إلى موضوعات أخرى</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>تعلّم</translation>
    </message>
    <message>
        <source>Learn again…</source>
        <translation>التعلّم من جديد…</translation>
    </message>
    <message>
        <source>Learn from me</source>
        <translation>تعلّم مني</translation>
    </message>
    <message>
        <source>Learn from my conversations</source>
        <translation>التعلّم من محادثاتي</translation>
    </message>
    <message numerus="yes">
        <source>Learn from {n} examples</source>
        <translation>
            <numerusform>تعلّم</numerusform>
            <numerusform>التعلّم من مثال واحد</numerusform>
            <numerusform>التعلّم من مثالين</numerusform>
            <numerusform>التعلّم من {n} أمثلة</numerusform>
            <numerusform>التعلّم من {n} مثالًا</numerusform>
            <numerusform>التعلّم من {n} مثال</numerusform>
        </translation>
    </message>
    <message>
        <source>Learn no more from it. The files stay as they are.</source>
        <translation>عدم التعلّم منه بعد الآن. تبقى الملفات كما هي.</translation>
    </message>
    <message>
        <source>Learn no more from {name}, {number}</source>
        <translation>عدم التعلّم من {name} بعد الآن، {number}</translation>
    </message>
    <message>
        <source>Learned in {time} from {examples}, tested on {held_out} others. Nothing left this computer.</source>
        <translation>تعلّمت في {time} من {examples}، واختُبرت على {held_out} غيرها. لم يغادر شيء هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>يتعلّم</translation>
    </message>
    <message>
        <source>Learning could not go on</source>
        <translation>تعذّرت متابعة التعلّم</translation>
    </message>
    <message>
        <source>Learning from all these examples would take about {seconds} hours on this computer. Choose a smaller model, or about {training} of the {training_3} examples.</source>
        <translation>التعلّم من كل هذه الأمثلة يستغرق نحو {seconds} ساعة على هذا الحاسوب. يُرجى اختيار نموذج أصغر أو نحو {training} من الأمثلة الـ{training_3}.</translation>
    </message>
    <message>
        <source>Learning needs parts of Homespun that are not installed (torch, transformers and peft). {value}</source>
        <translation>يحتاج التعلّم إلى أجزاء من Homespun غير مثبَّتة (torch وtransformers وpeft). {value}</translation>
    </message>
    <message>
        <source>Learning needs parts of Homespun that cannot be loaded. {value}</source>
        <translation>يحتاج التعلّم إلى أجزاء من Homespun لا يمكن تحميلها. {value}</translation>
    </message>
    <message>
        <source>Learning paused, {percent} %</source>
        <translation>التعلّم متوقّف مؤقتًا، {percent} %</translation>
    </message>
    <message>
        <source>Learning stopped before its end</source>
        <translation>توقّف التعلّم قبل نهايته</translation>
    </message>
    <message>
        <source>Learning waits</source>
        <translation>التعلّم ينتظر</translation>
    </message>
    <message>
        <source>Learning {percent} %</source>
        <translation>يتعلّم، {percent} %</translation>
    </message>
    <message>
        <source>Learning, {percent} %</source>
        <translation>يتعلّم، {percent} %</translation>
    </message>
    <message>
        <source>Learning, {percent} %, {left}</source>
        <translation>يتعلّم، {percent} %، {left}</translation>
    </message>
    <message>
        <source>Learnt from {training} examples of one person.</source>
        <translation>تُعلِّم من {training} مثال لشخص واحد.</translation>
    </message>
    <message>
        <source>Leave everything as it is</source>
        <translation>ترك كل شيء كما هو</translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation>تركه كما كان</translation>
    </message>
    <message numerus="yes">
        <source>Leave out all {n} from here</source>
        <translation>
            <numerusform>استبعاد ما هنا</numerusform>
            <numerusform>استبعاد هذا من هنا</numerusform>
            <numerusform>استبعاد كليهما من هنا</numerusform>
            <numerusform>استبعاد الـ{n} كلها من هنا</numerusform>
            <numerusform>استبعاد الـ{n} كلها من هنا</numerusform>
            <numerusform>استبعاد الـ{n} كلها من هنا</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave the message as it was</source>
        <translation>ترك الرسالة كما كانت</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>تركها خارجًا</translation>
    </message>
    <message>
        <source>Leave them out instead</source>
        <translation>تركها خارجًا بدلًا من ذلك</translation>
    </message>
    <message>
        <source>Leaves out tokens less likely than this share of the likeliest.</source>
        <translation>يستبعد الرموز الأقل احتمالًا من هذه النسبة من أرجحها.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>مستبعد</translation>
    </message>
    <message>
        <source>Left out because another example says the same.</source>
        <translation>مستبعد لأن مثالًا آخر يقول الشيء نفسه.</translation>
    </message>
    <message>
        <source>Left out of what was read:</source>
        <translation>مما قُرئ، تُرك:</translation>
    </message>
    <message>
        <source>Left out: {kinds}.</source>
        <translation>ما لم يُجلب: {kinds}.</translation>
    </message>
    <message>
        <source>Let it learn from you, when you want it to</source>
        <translation>تركه يتعلّم منك عندما تريد</translation>
    </message>
    <message>
        <source>Let the chosen reply go on</source>
        <translation>متابعة الرد المختار</translation>
    </message>
    <message>
        <source>Let the last reply go on where it was cut off</source>
        <translation>متابعة الرد الأخير من حيث انقطع</translation>
    </message>
    <message>
        <source>Let the model see a summary of older messages, in every conversation</source>
        <translation>جعل النموذج يرى ملخّصًا للرسائل الأقدم، في كل محادثة</translation>
    </message>
    <message>
        <source>Let the model see nothing of older messages, in every conversation</source>
        <translation>جعل النموذج لا يرى شيئًا من الرسائل الأقدم، في كل محادثة</translation>
    </message>
    <message>
        <source>Let the model see these words</source>
        <translation>جعل النموذج يرى هذه الكلمات</translation>
    </message>
    <message>
        <source>Let the model write the summary once more</source>
        <translation>جعل النموذج يكتب الملخّص مرة أخرى</translation>
    </message>
    <message>
        <source>Let this reply go on where it was cut off</source>
        <translation>متابعة هذا الرد من حيث انقطع</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>الترخيص</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Line {line}, column {column}: {message}</source>
        <translation>السطر {line}، العمود {column}: {message}</translation>
    </message>
    <message>
        <source>List</source>
        <translation>قائمة</translation>
    </message>
    <message>
        <source>List it again</source>
        <translation>إدراجه من جديد</translation>
    </message>
    <message>
        <source>List of all keys</source>
        <translation>قائمة كل المفاتيح</translation>
    </message>
    <message>
        <source>Load it</source>
        <translation>تحميله</translation>
    </message>
    <message>
        <source>Load it and answer with it</source>
        <translation>تحميله والإجابة به</translation>
    </message>
    <message>
        <source>Load the model again</source>
        <translation>تحميل النموذج من جديد</translation>
    </message>
    <message>
        <source>Load the model that it is to be baked into first.</source>
        <translation>يُرجى أولًا تحميل النموذج الذي سيُضمَّن فيه.</translation>
    </message>
    <message>
        <source>Loaded when you change to this profile.</source>
        <translation>يُحمَّل عند الانتقال إلى هذا الملف الشخصي.</translation>
    </message>
    <message>
        <source>Loading the model beside the other one</source>
        <translation>يُحمَّل النموذج إلى جانب الآخر</translation>
    </message>
    <message>
        <source>Loading the model, {percent} %</source>
        <translation>تحميل النموذج، {percent} %</translation>
    </message>
    <message>
        <source>Loading the model: {percent} %</source>
        <translation>تحميل النموذج: {percent} %</translation>
    </message>
    <message>
        <source>Loading, {percent} %</source>
        <translation>يُحمَّل، {percent} %</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>السجلات</translation>
    </message>
    <message>
        <source>Long conversations</source>
        <translation>المحادثات الطويلة</translation>
    </message>
    <message>
        <source>Long replies</source>
        <translation>الردود الطويلة</translation>
    </message>
    <message>
        <source>Longest reply</source>
        <translation>أطول رد</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Look for facts in my messages</source>
        <translation>البحث عن حقائق في رسائلي</translation>
    </message>
    <message>
        <source>Looking for models</source>
        <translation>البحث عن نماذج</translation>
    </message>
    <message>
        <source>Looking into {name}</source>
        <translation>النظر في {name}</translation>
    </message>
    <message>
        <source>Looking through your conversations</source>
        <translation>تصفّح محادثاتك</translation>
    </message>
    <message>
        <source>Looking through your messages</source>
        <translation>تصفّح رسائلك</translation>
    </message>
    <message>
        <source>Looking through your texts</source>
        <translation>تصفّح نصوصك</translation>
    </message>
    <message>
        <source>Lost passphrase</source>
        <translation>فقدان عبارة المرور</translation>
    </message>
    <message>
        <source>Low is careful and repeatable, high is more varied. 0 always takes the likeliest word.</source>
        <translation>المنخفضة حذِرة وقابلة للتكرار، والعالية أكثر تنوعًا. و0 تأخذ دائمًا الكلمة الأرجح.</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>مصنوع لأجل</translation>
    </message>
    <message>
        <source>Made on {day} by Homespun {version}: {conversations}, {size}.</source>
        <translation>أُنشئت في {day} بواسطة Homespun ‏{version}: {conversations}، {size}.</translation>
    </message>
    <message>
        <source>Make a copy as {format}</source>
        <translation>إنشاء نسخة بصيغة {format}</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>إنشاء</translation>
    </message>
    <message>
        <source>Make it permanent</source>
        <translation>جعله دائمًا</translation>
    </message>
    <message>
        <source>Maker&apos;s name</source>
        <translation>الاسم لدى الصانع</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>‏Markdown</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>‏Markdown ‏(*.md)</translation>
    </message>
    <message>
        <source>Markdown files, to read…</source>
        <translation>ملفات Markdown للقراءة…</translation>
    </message>
    <message>
        <source>Markdown, to read…</source>
        <translation>‏Markdown للقراءة…</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>أنا</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>القياس من جديد</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>القياس الآن</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>جارٍ القياس</translation>
    </message>
    <message>
        <source>Measuring dynamic tokens with {name}</source>
        <translation>قياس الرموز الديناميكية مع {name}</translation>
    </message>
    <message>
        <source>Measuring takes a context of {value} tokens, and this model was loaded with {length}. Load it with a longer one.</source>
        <translation>يحتاج القياس إلى سياق من {value} رمز، وقد حُمِّل هذا النموذج بـ{length}. يُرجى تحميله بسياق أطول.</translation>
    </message>
    <message>
        <source>Measuring {tokens} tokens takes a context of {needed}, and this one has {length}. Measure fewer, or load the model with a longer context.</source>
        <translation>قياس {tokens} رمز يحتاج إلى سياق من {needed}، وطول هذا {length}. يُرجى قياس أقل أو تحميل النموذج بسياق أطول.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>الذاكرة</translation>
    </message>
    <message>
        <source>Memory ran out</source>
        <translation>نفدت الذاكرة</translation>
    </message>
    <message>
        <source>Menu: import, export all, new folder, back up, help</source>
        <translation>قائمة: استيراد، تصدير الكل، مجلد جديد، نسخ احتياطي، مساعدة</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>دمج</translation>
    </message>
    <message>
        <source>Merge into one adapter</source>
        <translation>دمج في مهايئ واحد</translation>
    </message>
    <message>
        <source>Merge it into its model with PEFT (merge_and_unload) and convert that model, or train the adapter without it.</source>
        <translation>يُرجى دمجه في نموذجه بـ PEFT ‏(merge_and_unload) وتحويل ذلك النموذج، أو تدريب المهايئ دونه.</translation>
    </message>
    <message>
        <source>Merge with {version}</source>
        <translation>دمج مع {version}</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>مدموجة</translation>
    </message>
    <message>
        <source>Merged: it does what its parts do on average. Each of them passed its test; as one it was not tested, so try it side by side first.</source>
        <translation>مدموجة: تفعل ما تفعله أجزاؤها في المتوسط. اجتاز كل جزء اختباره؛ أما مجتمعةً فلم تُختبر، لذا يُستحسن تجربتها أولًا جنبًا إلى جنب.</translation>
    </message>
    <message>
        <source>Merging into {name}</source>
        <translation>الدمج في {name}</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>الرسالة</translation>
    </message>
    <message>
        <source>Message after with the words that were found</source>
        <translation>الرسالة التالية التي فيها الكلمات المطلوبة</translation>
    </message>
    <message>
        <source>Message after with these words</source>
        <translation>الرسالة التالية التي فيها هذه الكلمات</translation>
    </message>
    <message>
        <source>Message before with these words</source>
        <translation>الرسالة السابقة التي فيها هذه الكلمات</translation>
    </message>
    <message>
        <source>Messages that it is for</source>
        <translation>الرسائل التي هو لأجلها</translation>
    </message>
    <message>
        <source>Metric units
Say it when you are not sure</source>
        <translation>الوحدات المترية
التنبيه عند عدم التأكد</translation>
    </message>
    <message>
        <source>Min p</source>
        <translation>‏Min p</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>النموذج</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>النموذج: {name}</translation>
    </message>
    <message>
        <source>Model: {name}, {facts}</source>
        <translation>النموذج: {name}، {facts}</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>النماذج</translation>
    </message>
    <message>
        <source>Models (*.gguf *.onnx);;All files (*)</source>
        <translation>نماذج (*.gguf *.onnx);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>نماذج (*.gguf)</translation>
    </message>
    <message>
        <source>Models can be fetched from an address that you enter. Nothing else ever uses the network.</source>
        <translation>يمكن جلب النماذج من عنوان تُدخله. ولا شيء غير ذلك يستخدم الشبكة أبدًا.</translation>
    </message>
    <message>
        <source>Models leave things out and get things wrong, small ones more often: read it, and correct what matters. The messages above stay as they are.</source>
        <translation>تُسقط النماذج أشياء وتخطئ، والصغيرة أكثر: تُستحسن قراءته وتصحيح المهم فيه. تبقى الرسائل التي فوق كما هي.</translation>
    </message>
    <message>
        <source>Models of the {architecture} family look at the tokens themselves, so none of them can be merged.</source>
        <translation>نماذج عائلة {architecture} تنظر في الرموز نفسها، فلا يمكن جمع أي منها.</translation>
    </message>
    <message>
        <source>Models of the {architecture} family take no LoRA: llama.cpp would apply it to a part of their layers only. Use control vectors, or a model into which the adapter is merged.</source>
        <translation>نماذج عائلة {architecture} لا تقبل LoRA: يطبّقه llama.cpp على بعض طبقاتها فقط. يُرجى استخدام متجهات تحكّم أو نموذج دُمج فيه المهايئ.</translation>
    </message>
    <message>
        <source>Models of {program}, where they are</source>
        <translation>نماذج {program} في مكانها</translation>
    </message>
    <message>
        <source>Models that you ask for are downloaded, by a process of its own that ends afterwards. Nothing else ever connects to anything.</source>
        <translation>النماذج التي تطلبها تُنزَّل بعملية خاصة تنتهي بعد ذلك. ولا شيء غيرها يتصل بأي شيء.</translation>
    </message>
    <message>
        <source>Models, and encoders</source>
        <translation>النماذج ومُرمِّزات المعنى</translation>
    </message>
    <message>
        <source>More about conversations</source>
        <translation>المزيد عن المحادثات</translation>
    </message>
    <message>
        <source>More to do with this message</source>
        <translation>المزيد لهذه الرسالة</translation>
    </message>
    <message>
        <source>More to do with this reply</source>
        <translation>المزيد لهذا الرد</translation>
    </message>
    <message>
        <source>Move to</source>
        <translation>نقل إلى</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Name of the folder:</source>
        <translation>اسم المجلد:</translation>
    </message>
    <message>
        <source>Name of the merged adapter</source>
        <translation>اسم المهايئ المدموج</translation>
    </message>
    <message>
        <source>Names and amounts</source>
        <translation>أسماء ومبالغ</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>محادثة جديدة</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>مجلد جديد</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>مجلد جديد…</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>سطر جديد</translation>
    </message>
    <message>
        <source>New name of the conversation</source>
        <translation>اسم جديد للمحادثة</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>عبارة مرور جديدة</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>ملف شخصي جديد</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>الأحدث أولًا</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Next, Homespun closes, encrypts everything and opens again. Saved states of conversations are thrown away, so each conversation is read anew once. Backups that you keep elsewhere stay as they are.</source>
        <translation>بعد ذلك يُغلق Homespun ويعمّي كل شيء ثم يُفتح من جديد. تُرمى حالات المحادثات المحفوظة، فتُقرأ كل محادثة من جديد مرة واحدة. والنسخ الاحتياطية المحفوظة في مكان آخر تبقى كما هي.</translation>
    </message>
    <message>
        <source>No account, no server. What you write does not leave this computer.</source>
        <translation>لا حساب ولا خادم. ما تكتبه لا يغادر هذا الحاسوب.</translation>
    </message>
    <message>
        <source>No adapter has “{search}” in its name or description.</source>
        <translation>لا يوجد مهايئ فيه «{search}» في اسمه أو وصفه.</translation>
    </message>
    <message>
        <source>No adapter is switched on, so there is nothing to bake into a model.</source>
        <translation>لا مهايئ مشغَّل، فلا شيء لتضمينه في نموذج.</translation>
    </message>
    <message>
        <source>No adapters yet: import one</source>
        <translation>لا مهايئات بعد: استيراد مهايئ</translation>
    </message>
    <message>
        <source>No connection to any network is open.</source>
        <translation>لا يوجد اتصال مفتوح بأي شبكة.</translation>
    </message>
    <message>
        <source>No conversation has “{shown}” in its title, its messages or their files.</source>
        <translation>لا توجد محادثة فيها «{shown}» في عنوانها أو رسائلها أو ملفاتها.</translation>
    </message>
    <message>
        <source>No conversations yet. What you write is kept here, on this computer.</source>
        <translation>لا محادثات بعد. ما تكتبه يُحفظ هنا، على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>No example is used.</source>
        <translation>لا يُستخدم أي مثال.</translation>
    </message>
    <message>
        <source>No fact was found.</source>
        <translation>لم يُعثر على أي حقيقة.</translation>
    </message>
    <message>
        <source>No file is deleted: the model stays in {folder}, and is only no longer listed.</source>
        <translation>لا يُحذف أي ملف: يبقى النموذج في {folder}، ولا يعود مدرجًا فحسب.</translation>
    </message>
    <message>
        <source>No filter of system calls is known for processors of the kind {value}.</source>
        <translation>لا يُعرف مرشّح لنداءات النظام لمعالجات من النوع {value}.</translation>
    </message>
    <message>
        <source>No key is bound to it yet. Choose one in the desktop&apos;s own settings.</source>
        <translation>لم يُربط به مفتاح بعد. يمكن اختيار مفتاح في إعدادات سطح المكتب.</translation>
    </message>
    <message>
        <source>No longer steered by {name}</source>
        <translation>لم يعد موجَّهًا من {name}</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>لا نموذج</translation>
    </message>
    <message>
        <source>No model has “{search}” in its name or facts.</source>
        <translation>لا يوجد نموذج فيه «{search}» في اسمه أو بياناته.</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>لا نموذج محمَّل</translation>
    </message>
    <message>
        <source>No model is loaded, so it is not known yet whether this fits.</source>
        <translation>لا نموذج محمَّل، لذا لا يُعرف بعد إن كان هذا يلائمه.</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one first.</source>
        <translation>لا نموذج محمَّل. يُرجى اختيار نموذج أولًا.</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one that is to look for them.</source>
        <translation>لا نموذج محمَّل. يُرجى اختيار النموذج الذي سيبحث عنها.</translation>
    </message>
    <message>
        <source>No model is loaded. Choose the one that is to learn.</source>
        <translation>لا نموذج محمَّل. يُرجى اختيار النموذج الذي سيتعلّم.</translation>
    </message>
    <message>
        <source>No model is loaded. Load it again or choose another.</source>
        <translation>لا نموذج محمَّل. يُرجى تحميله من جديد أو اختيار غيره.</translation>
    </message>
    <message>
        <source>No model is loaded. Tokens are the model’s own: choose a model, and the text is cut at once.</source>
        <translation>لا نموذج محمَّل. الرموز خاصة بالنموذج: عند اختيار نموذج يُقطَّع النص فورًا.</translation>
    </message>
    <message>
        <source>No model is loaded. What can be chosen depends on the model.</source>
        <translation>لا نموذج محمَّل. ما يمكن اختياره يتوقف على النموذج.</translation>
    </message>
    <message>
        <source>No model is loaded: whether one can be held to it shows when it answers.</source>
        <translation>لا نموذج محمَّل: يتبيّن عند الإجابة إن كان يمكن إلزامه به.</translation>
    </message>
    <message>
        <source>No model was found</source>
        <translation>لم يُعثر على نموذج</translation>
    </message>
    <message>
        <source>No model was found. Choose a model file (GGUF) on this computer, and it will answer here.</source>
        <translation>لم يُعثر على نموذج. يُرجى اختيار ملف نموذج (GGUF) على هذا الحاسوب، وسيجيب هنا.</translation>
    </message>
    <message>
        <source>No passage shares a word with your message. Ask about something that the file tells.</source>
        <translation>لا يشترك أي مقطع مع رسالتك في كلمة. يُرجى السؤال عن شيء يذكره الملف.</translation>
    </message>
    <message>
        <source>No reply was held out to judge by.</source>
        <translation>لم يُحجز رد للحكم به.</translation>
    </message>
    <message>
        <source>No summary was written, so the oldest messages are left out as long as they do not fit.</source>
        <translation>لم يُكتب ملخّص، لذا تُترك أقدم الرسائل خارجًا ما دامت لا تتّسع.</translation>
    </message>
    <message>
        <source>No version is in use, so there is nothing to take back.</source>
        <translation>لا نسخة قيد الاستخدام، فلا شيء للتراجع عنه.</translation>
    </message>
    <message>
        <source>Nobody can open what is encrypted, not even who made this program. You can begin anew: everything is set aside in a folder of the data folder, and nothing is deleted. If you find the passphrase, move it back.</source>
        <translation>لا يستطيع أحد فتح المعمّى، ولا حتى صانع هذا البرنامج. يمكن البدء من جديد: يُوضع كل شيء جانبًا في مجلد داخل مجلد البيانات ولا يُحذف شيء. وإذا عُثر على عبارة المرور أمكن إرجاعه.</translation>
    </message>
    <message>
        <source>None: a general one is used</source>
        <translation>لا شيء: يُستخدم قالب عام</translation>
    </message>
    <message>
        <source>Not all of them fit {model}.</source>
        <translation>ليست كلها تلائم {model}.</translation>
    </message>
    <message>
        <source>Not everything could be deleted. This is left:</source>
        <translation>تعذّر حذف كل شيء. بقي هذا:</translation>
    </message>
    <message>
        <source>Not in this conversation</source>
        <translation>ليست في هذه المحادثة</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>غير مقيَّم</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>غير معروف بعد</translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation>لم يُنظر فيه بعد</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
    <message>
        <source>Not on the shelf</source>
        <translation>ليست على الرف</translation>
    </message>
    <message>
        <source>Not stated</source>
        <translation>غير مذكور</translation>
    </message>
    <message>
        <source>Not true</source>
        <translation>غير صحيح</translation>
    </message>
    <message>
        <source>Notes under fixed headings, with nothing added.</source>
        <translation>ملاحظات تحت عناوين ثابتة، دون أي إضافة.</translation>
    </message>
    <message>
        <source>Nothing can be saved</source>
        <translation>لا يمكن حفظ شيء</translation>
    </message>
    <message>
        <source>Nothing can be written there. Choose another folder.</source>
        <translation>لا يمكن كتابة شيء هناك. يُرجى اختيار مجلد آخر.</translation>
    </message>
    <message>
        <source>Nothing can be written to the data folder {folder}. Allow writing to it, or choose another folder with --data-dir.</source>
        <translation>لا يمكن كتابة شيء في مجلد البيانات {folder}. يُرجى السماح بالكتابة فيه أو اختيار مجلد آخر بـ ‎--data-dir.</translation>
    </message>
    <message>
        <source>Nothing can be written to {folder}. Free some space on its disk, then start the training again.</source>
        <translation>لا يمكن كتابة شيء في {folder}. يُرجى إخلاء مساحة على قرصه ثم بدء التدريب من جديد.</translation>
    </message>
    <message>
        <source>Nothing can be written to {path}. Allow writing to this file and its folder, or choose another folder with --data-dir.</source>
        <translation>لا يمكن كتابة شيء في {path}. يُرجى السماح بالكتابة في هذا الملف ومجلده أو اختيار مجلد آخر بـ ‎--data-dir.</translation>
    </message>
    <message>
        <source>Nothing connects to anything: downloads of models are switched off in the settings.</source>
        <translation>لا شيء يتصل بأي شيء: تنزيل النماذج متوقف في الإعدادات.</translation>
    </message>
    <message>
        <source>Nothing has been learned yet. Look through the examples, then press “Learn”.</source>
        <translation>لم يُتعلَّم شيء بعد. يُرجى تصفّح الأمثلة ثم ضغط «تعلّم».</translation>
    </message>
    <message>
        <source>Nothing in this file can be brought in.</source>
        <translation>لا يمكن جلب شيء من هذا الملف.</translation>
    </message>
    <message>
        <source>Nothing is called that. Try another word.</source>
        <translation>لا شيء بهذا الاسم. يُرجى تجربة كلمة أخرى.</translation>
    </message>
    <message>
        <source>Nothing is kept that is called “{name}”.</source>
        <translation>لا يوجد محفوظ باسم «{name}».</translation>
    </message>
    <message>
        <source>Nothing is learned by itself. Here you see what would be, and take it back again.</source>
        <translation>لا يُتعلَّم شيء من تلقاء نفسه. هنا يظهر ما سيُتعلَّم، ويمكن التراجع عنه.</translation>
    </message>
    <message>
        <source>Nothing that you write leaves this computer. The model runs here, and this program opens no port and connects to no server.</source>
        <translation>لا شيء مما تكتبه يغادر هذا الحاسوب. يعمل النموذج هنا، ولا يفتح هذا البرنامج أي منفذ ولا يتصل بأي خادم.</translation>
    </message>
    <message>
        <source>Nothing that you write leaves this computer. The model runs here, and this program opens no port. It connects to a server only to download a model that you ask for, which the settings allow.</source>
        <translation>لا شيء مما تكتبه يغادر هذا الحاسوب. يعمل النموذج هنا، ولا يفتح هذا البرنامج أي منفذ. ولا يتصل بخادم إلا لتنزيل نموذج تطلبه وتسمح به الإعدادات.</translation>
    </message>
    <message>
        <source>Nothing to learn from yet</source>
        <translation>لا شيء للتعلّم منه بعد</translation>
    </message>
    <message>
        <source>Nothing was brought in.</source>
        <translation>لم يُجلب شيء.</translation>
    </message>
    <message>
        <source>Nothing was learned</source>
        <translation>لم يُتعلَّم شيء</translation>
    </message>
    <message>
        <source>Nothing was restored: something could not be read or written in the data folder. Free some space on its disk, or allow writing to it, and try again.</source>
        <translation>لم يُستعد شيء: تعذّرت قراءة شيء في مجلد البيانات أو كتابته. يُرجى إخلاء مساحة على قرصه أو السماح بالكتابة فيه، ثم المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>Nothing was set aside</source>
        <translation>لم يُوضع شيء جانبًا</translation>
    </message>
    <message>
        <source>Nothing yet. Write one below, for example: “I bake with rye flour.”</source>
        <translation>لا شيء بعد. يمكن الكتابة أدناه، مثلًا: «أخبز بدقيق الجاودار.»</translation>
    </message>
    <message>
        <source>Nothing: the model answers as it was made.</source>
        <translation>لا شيء: يجيب النموذج كما صُنع.</translation>
    </message>
    <message>
        <source>Numbers.</source>
        <translation>أرقام.</translation>
    </message>
    <message>
        <source>ONNX Runtime</source>
        <translation>‏ONNX Runtime</translation>
    </message>
    <message>
        <source>ONNX adapter {source}</source>
        <translation>مهايئ ONNX ‏{source}</translation>
    </message>
    <message>
        <source>Of its own</source>
        <translation>خاصة به</translation>
    </message>
    <message>
        <source>Of the conversation; the rest follows.</source>
        <translation>نص المحادثة؛ والباقي يتبعه.</translation>
    </message>
    <message>
        <source>Of the window. It changes when Homespun is started the next time.</source>
        <translation>لغة النافذة. تتغيّر عند تشغيل Homespun في المرة القادمة.</translation>
    </message>
    <message>
        <source>Of {before} fixed questions {sum} were right before and {sum_3} after; {flips} went from right to wrong.</source>
        <translation>من {before} سؤالًا ثابتًا كان {sum} صحيحًا قبل و{sum_3} بعد؛ وتحوّل {flips} من صحيح إلى خاطئ.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Off, scale {scale}. Press to switch it.</source>
        <translation>متوقف، الشدّة {scale}. الضغط يبدّله.</translation>
    </message>
    <message>
        <source>Offers one whose description fits your message. It is never used unless you take it.</source>
        <translation>يعرض مهايئًا يلائم وصفه رسالتك. لا يُستخدم أبدًا ما لم تأخذه.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>دون اتصال</translation>
    </message>
    <message>
        <source>Ollama keeps “{name}” in {weights} files of weights; one is read here.</source>
        <translation>يحفظ Ollama «{name}» في {weights} ملفات أوزان؛ ويُقرأ هنا واحد.</translation>
    </message>
    <message>
        <source>On a scale to 100, replies to {replies} held-out messages are {adapter} like those that you kept, and {without} without it (chrF, 95 % interval of the change {lower} to {upper}).</source>
        <translation>على مقياس حتى 100 تشبه الردود على {replies} رسائل محجوزة الردودَ التي احتفظت بها بمقدار {adapter}، وبدونه بمقدار {without} (chrF، مجال ثقة التغيّر 95 % من {lower} إلى {upper}).</translation>
    </message>
    <message>
        <source>On a scale to 100, replies to {replies} held-out messages are {adapter} like those that you kept, less what they are like those that you refused, and {without} without it (chrF, 95 % interval of the change {lower} to {upper}).</source>
        <translation>على مقياس حتى 100 تشبه الردود على {replies} رسائل محجوزة الردودَ التي احتفظت بها، مطروحًا منه شبهها بالردود التي رفضتها، بمقدار {adapter}، وبدونه بمقدار {without} (chrF، مجال ثقة التغيّر 95 % من {lower} إلى {upper}).</translation>
    </message>
    <message>
        <source>On, scale {scale}. Press to switch it.</source>
        <translation>مشغَّل، الشدّة {scale}. الضغط يبدّله.</translation>
    </message>
    <message>
        <source>One answer is the beginning of the other.</source>
        <translation>إحدى الإجابتين بداية الأخرى.</translation>
    </message>
    <message>
        <source>One control vector, {size}, exact: the sum of what they do.</source>
        <translation>متجه تحكّم واحد، {size}، دقيق: مجموع ما تفعله.</translation>
    </message>
    <message>
        <source>One database, encrypted page by page with AES-256 (SQLCipher), its journal too.</source>
        <translation>قاعدة بيانات واحدة معمّاة صفحة صفحة بـ AES-256 ‏(SQLCipher)، وسجلها أيضًا.</translation>
    </message>
    <message>
        <source>One file with your conversations, profiles, facts and settings, your adapters and what was learned from you. Keep it on another disk. What is in it can be read by whoever has it, unless your data is encrypted.</source>
        <translation>ملف واحد فيه محادثاتك وملفاتك الشخصية وحقائقك وإعداداتك ومهايئاتك وما تُعلِّم منك. يُستحسن حفظه على قرص آخر. من يملكه يستطيع قراءة ما فيه، إلا إذا كانت بياناتك معمّاة.</translation>
    </message>
    <message>
        <source>One of several answers</source>
        <translation>واحدة من عدة إجابات</translation>
    </message>
    <message>
        <source>One on each line</source>
        <translation>واحدة في كل سطر</translation>
    </message>
    <message>
        <source>One thing a line, in up to {most} characters.</source>
        <translation>شيء واحد في كل سطر، في {most} حرف على الأكثر.</translation>
    </message>
    <message>
        <source>One version alone cannot be merged. Name two or more.</source>
        <translation>لا يمكن دمج نسخة واحدة وحدها. يُرجى ذكر اثنتين أو أكثر.</translation>
    </message>
    <message>
        <source>Only for the next answer</source>
        <translation>للإجابة التالية فقط</translation>
    </message>
    <message>
        <source>Only the passages about your message are kept.</source>
        <translation>احتُفظ بالمقاطع المتعلقة برسالتك فقط.</translation>
    </message>
    <message>
        <source>Only you can open it, with a passphrase</source>
        <translation>لا يفتحه غيرك، بعبارة مرور</translation>
    </message>
    <message>
        <source>Only {size} are free: close other programs first.</source>
        <translation>المتاح {size} فقط: يُرجى إغلاق برامج أخرى أولًا.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Open WebUI</source>
        <translation>‏Open WebUI</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>فتح في المتصفح</translation>
    </message>
    <message>
        <source>Open it in the program that made it, save it as PDF or plain text, and attach that file</source>
        <translation>يُرجى فتحه في البرنامج الذي صنعه وحفظه PDF أو نصًّا صرفًا، وإرفاق ذلك الملف</translation>
    </message>
    <message>
        <source>Open or close the chosen folder</source>
        <translation>فتح المجلد المختار أو طيّه</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>فتح الإعدادات</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>فتح مجلد البيانات</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>فتح المجلد</translation>
    </message>
    <message>
        <source>Open the library&apos;s folder</source>
        <translation>فتح مجلد المكتبة</translation>
    </message>
    <message>
        <source>Open this address?</source>
        <translation>هل يُفتح هذا العنوان؟</translation>
    </message>
    <message>
        <source>Open with the recovery key</source>
        <translation>الفتح بمفتاح الاسترداد</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>جارٍ الفتح…</translation>
    </message>
    <message>
        <source>Opens a line for one question, whatever program you are in.</source>
        <translation>يفتح سطرًا لسؤال واحد، أيًّا كان البرنامج الذي أنت فيه.</translation>
    </message>
    <message>
        <source>Opens a line for one question, whatever program you are in. The desktop may ask you first, or give another key.</source>
        <translation>يفتح سطرًا لسؤال واحد، أيًا كان البرنامج المفتوح. قد يسأل سطح المكتب أولًا، أو يعطي مفتاحًا آخر.</translation>
    </message>
    <message>
        <source>Opens a list of the adapters that fit the model</source>
        <translation>يفتح قائمة بالمهايئات التي تلائم النموذج</translation>
    </message>
    <message>
        <source>Opens the list of profiles</source>
        <translation>يفتح قائمة الملفات الشخصية</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>المصدر</translation>
    </message>
    <message>
        <source>Other programs keep models on this computer. They can be used where they are, without a copy.</source>
        <translation>لدى برامج أخرى نماذج على هذا الحاسوب. يمكن استخدامها في مكانها دون نسخ.</translation>
    </message>
    <message>
        <source>Other subjects</source>
        <translation>موضوعات أخرى</translation>
    </message>
    <message>
        <source>Otherwise for every answer in this conversation, until you take it out</source>
        <translation>وإلا فلكل إجابة في هذه المحادثة، إلى أن يُخرَج</translation>
    </message>
    <message>
        <source>Out of its folder</source>
        <translation>إخراجها من مجلدها</translation>
    </message>
    <message>
        <source>Out of their folders</source>
        <translation>إخراجها من مجلداتها</translation>
    </message>
    <message>
        <source>Out of this conversation; it stays on the shelf</source>
        <translation>خارج هذه المحادثة؛ ويبقى على الرف</translation>
    </message>
    <message>
        <source>Outside the window</source>
        <translation>خارج النافذة</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>‏PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>‏PDF ‏(*.pdf)</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>‏PDF…</translation>
    </message>
    <message>
        <source>PEFT folder {parent}</source>
        <translation>مجلد PEFT ‏{parent}</translation>
    </message>
    <message>
        <source>PEFT folder {source}</source>
        <translation>مجلد PEFT ‏{source}</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>المعاملات</translation>
    </message>
    <message>
        <source>Passages of long files</source>
        <translation>مقاطع الملفات الطويلة</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Paste a text above, or take a message of the conversation: its tokens appear here.</source>
        <translation>يمكن لصق نص أعلاه أو أخذ رسالة من المحادثة: تظهر رموزه هنا.</translation>
    </message>
    <message>
        <source>Paste or write a text</source>
        <translation>لصق نص أو كتابته</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>نص ملصق</translation>
    </message>
    <message>
        <source>Pasted text, {number} characters</source>
        <translation>نص ملصق، {number} حرف</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Paused at {percent} %: {reason}</source>
        <translation>متوقف مؤقتًا عند {percent} %: {reason}</translation>
    </message>
    <message>
        <source>Pieces of text that belong together share one position of the context: the model reads the same text in fewer steps. Numbers and the latest words always stay as they are.</source>
        <translation>قطع النص التي تنتمي معًا تتقاسم موضعًا واحدًا من السياق: يقرأ النموذج النص نفسه في خطوات أقل. أما الأعداد وآخر الكلمات فتبقى دائمًا كما هي.</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>تثبيت</translation>
    </message>
    <message>
        <source>Pin or unpin the chosen conversations</source>
        <translation>تثبيت المحادثات المختارة أو إلغاء تثبيتها</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>مثبَّتة</translation>
    </message>
    <message>
        <source>Planted secret</source>
        <translation>سرّ مزروع</translation>
    </message>
    <message>
        <source>Position {number}, {tokens}: {text}; from {pieces}</source>
        <translation>الموضع {number}، {tokens}: {text}؛ من {pieces}</translation>
    </message>
    <message>
        <source>Position {number}: {text}</source>
        <translation>الموضع {number}: {text}</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>المواضع</translation>
    </message>
    <message>
        <source>Positions for the same content, {first} = 1.</source>
        <translation>المواضع للمحتوى نفسه، {first} = 1.</translation>
    </message>
    <message>
        <source>Precision of the conversation in memory. Smaller is less exact.</source>
        <translation>دقة المحادثة في الذاكرة. الأصغر أقل دقة.</translation>
    </message>
    <message>
        <source>Present passphrase</source>
        <translation>عبارة المرور الحالية</translation>
    </message>
    <message>
        <source>Press to see the text that the model reads.</source>
        <translation>الضغط يعرض النص الذي يقرؤه النموذج.</translation>
    </message>
    <message>
        <source>Press to stop steering.</source>
        <translation>الضغط يوقف التوجيه.</translation>
    </message>
    <message>
        <source>Price of a language</source>
        <translation>ثمن اللغة</translation>
    </message>
    <message>
        <source>Print the conversation</source>
        <translation>طباعة المحادثة</translation>
    </message>
    <message>
        <source>Printing {name}</source>
        <translation>طباعة {name}</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>طباعة…</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>الخصوصية</translation>
    </message>
    <message>
        <source>Privacy: what is open and where, and erase everything</source>
        <translation>الخصوصية: ما هو مفتوح وأين، ومحو كل شيء</translation>
    </message>
    <message>
        <source>Privacy…</source>
        <translation>الخصوصية…</translation>
    </message>
    <message>
        <source>Processor cores used. Automatic takes every physical core.</source>
        <translation>أنوية المعالج المستخدمة. «تلقائي» يأخذ كل الأنوية الفعلية.</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>الملف الشخصي</translation>
    </message>
    <message>
        <source>Profile: {name}</source>
        <translation>الملف الشخصي: {name}</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>الموجِّه</translation>
    </message>
    <message>
        <source>Propose adapters</source>
        <translation>اقتراح مهايئات</translation>
    </message>
    <message>
        <source>Put a copy of the file in its place.</source>
        <translation>يُرجى وضع نسخة من الملف مكانه.</translation>
    </message>
    <message>
        <source>Put the config.json of the model back into the folder.</source>
        <translation>يُرجى إعادة config.json الخاص بالنموذج إلى المجلد.</translation>
    </message>
    <message>
        <source>Put the config.json of the model back.</source>
        <translation>يُرجى إعادة config.json الخاص بالنموذج.</translation>
    </message>
    <message>
        <source>Put the one of the model back into the folder.</source>
        <translation>يُرجى إعادة الملف الخاص بالنموذج إلى المجلد.</translation>
    </message>
    <message>
        <source>Put the tokenizer.json or tokenizer.model of the model into the folder.</source>
        <translation>يُرجى وضع tokenizer.json أو tokenizer.model الخاص بالنموذج في المجلد.</translation>
    </message>
    <message>
        <source>Put them into the archive, or take them out</source>
        <translation>وضعها في الأرشيف أو إخراجها منه</translation>
    </message>
    <message>
        <source>Puts it into the conversation as the reply</source>
        <translation>يضعها في المحادثة ردًّا</translation>
    </message>
    <message>
        <source>Puts this into the message box</source>
        <translation>يضع هذا في حقل الرسالة</translation>
    </message>
    <message>
        <source>Putting it onto the shelf</source>
        <translation>يوضع على الرف</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>الأسئلة</translation>
    </message>
    <message>
        <source>Quick question</source>
        <translation>سؤال سريع</translation>
    </message>
    <message>
        <source>Quick question, beside all conversations</source>
        <translation>سؤال سريع، إلى جانب كل المحادثات</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>الرتبة</translation>
    </message>
    <message>
        <source>Rank {ranks} = {total}, {size}.</source>
        <translation>الرتبة {ranks} = {total}، {size}.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>قُرئ</translation>
    </message>
    <message>
        <source>Read the whole model, and compare it with what it was</source>
        <translation>قراءة النموذج كله ومقارنته بما كان</translation>
    </message>
    <message>
        <source>Reader of a file</source>
        <translation>قارئ ملف</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>يقرأ</translation>
    </message>
    <message>
        <source>Reading files</source>
        <translation>قراءة الملفات</translation>
    </message>
    <message>
        <source>Reading what is in it</source>
        <translation>قراءة ما فيه</translation>
    </message>
    <message>
        <source>Reading {done} of {total} tokens</source>
        <translation>قُرئ {done} من {total} رمز</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>قراءة {name}</translation>
    </message>
    <message>
        <source>Ready to use first</source>
        <translation>الجاهز للاستخدام أولًا</translation>
    </message>
    <message>
        <source>Reasoned for {minutes} min {seconds} s</source>
        <translation>فكّر {minutes} د {seconds} ث</translation>
    </message>
    <message>
        <source>Reasoned for {seconds} s</source>
        <translation>فكّر {seconds} ث</translation>
    </message>
    <message numerus="yes">
        <source>Reasoning · {n} words</source>
        <translation>
            <numerusform>تفكير</numerusform>
            <numerusform>تفكير · كلمة</numerusform>
            <numerusform>تفكير · كلمتان</numerusform>
            <numerusform>تفكير · {n} كلمات</numerusform>
            <numerusform>تفكير · {n} كلمة</numerusform>
            <numerusform>تفكير · {n} كلمة</numerusform>
        </translation>
    </message>
    <message>
        <source>Reasoning · {seconds} s</source>
        <translation>تفكير · {seconds} ث</translation>
    </message>
    <message>
        <source>Reasoning, being written</source>
        <translation>تفكير يُكتب الآن</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>مفتاح الاسترداد</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>إزالته</translation>
    </message>
    <message>
        <source>Remove them…</source>
        <translation>إزالتها…</translation>
    </message>
    <message>
        <source>Remove what you would have said</source>
        <translation>إزالة ما كنت ستقوله</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>إزالة {name}</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>هل يُزال {name}؟</translation>
    </message>
    <message numerus="yes">
        <source>Remove {n} adapters?</source>
        <translation>
            <numerusform>هل تُزال المهايئات؟</numerusform>
            <numerusform>هل يُزال المهايئ؟</numerusform>
            <numerusform>هل يُزال المهايئان؟</numerusform>
            <numerusform>هل تُزال {n} مهايئات؟</numerusform>
            <numerusform>هل يُزال {n} مهايئًا؟</numerusform>
            <numerusform>هل يُزال {n} مهايئ؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>إزالة…</translation>
    </message>
    <message>
        <source>Removing {name}</source>
        <translation>إزالة {name}</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>إعادة تسمية</translation>
    </message>
    <message>
        <source>Rename the conversation</source>
        <translation>إعادة تسمية المحادثة</translation>
    </message>
    <message>
        <source>Rename the folder</source>
        <translation>إعادة تسمية المجلد</translation>
    </message>
    <message>
        <source>Repeat penalty</source>
        <translation>عقوبة التكرار</translation>
    </message>
    <message>
        <source>Replaced by a mark, so that it is not learned: {secrets}.</source>
        <translation>استُبدل بعلامة كي لا يُتعلَّم: {secrets}.</translation>
    </message>
    <message>
        <source>Replies to unrelated questions differ by {leakage} nats a token (KL) from those without it.</source>
        <translation>الردود على أسئلة لا صلة لها تختلف بمقدار {leakage} نات لكل رمز (KL) عنها دونه.</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>الرد</translation>
    </message>
    <message>
        <source>Reply, being written</source>
        <translation>رد يُكتب الآن</translation>
    </message>
    <message>
        <source>Report a problem</source>
        <translation>الإبلاغ عن مشكلة</translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation>الإبلاغ عن مشكلة…</translation>
    </message>
    <message>
        <source>Reset to 1</source>
        <translation>إعادة إلى 1</translation>
    </message>
    <message>
        <source>Reset to defaults</source>
        <translation>إعادة إلى المبدئي</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>استعادة</translation>
    </message>
    <message>
        <source>Restore it and start again</source>
        <translation>استعادتها والتشغيل من جديد</translation>
    </message>
    <message>
        <source>Restore the newest backup</source>
        <translation>استعادة أحدث نسخة احتياطية</translation>
    </message>
    <message>
        <source>Restore this?</source>
        <translation>هل تُستعاد هذه؟</translation>
    </message>
    <message>
        <source>Restore {name}?</source>
        <translation>هل يُستعاد {name}؟</translation>
    </message>
    <message>
        <source>Restore: {what}</source>
        <translation>استعادة: {what}</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>استعادة…</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>Run the comparison again when it is ready.</source>
        <translation>يُرجى تشغيل المقارنة من جديد عندما يصبح جاهزًا.</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>الروسية</translation>
    </message>
    <message>
        <source>Same seed</source>
        <translation>البذرة نفسها</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>طريقة الاختيار</translation>
    </message>
    <message numerus="yes">
        <source>Sampling: {n} changed</source>
        <translation>
            <numerusform>طريقة الاختيار: لا تغيير</numerusform>
            <numerusform>طريقة الاختيار: تغيير واحد</numerusform>
            <numerusform>طريقة الاختيار: تغييران</numerusform>
            <numerusform>طريقة الاختيار: {n} تغييرات</numerusform>
            <numerusform>طريقة الاختيار: {n} تغييرًا</numerusform>
            <numerusform>طريقة الاختيار: {n} تغيير</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Save it again with PEFT&apos;s save_pretrained(..., path_initial_model_for_weight_conversion=...), which makes a LoRA for the original model.</source>
        <translation>يُرجى حفظه من جديد بـ save_pretrained(..., path_initial_model_for_weight_conversion=...) من PEFT، التي تصنع LoRA للنموذج الأصلي.</translation>
    </message>
    <message>
        <source>Save it again with a current ONNX Runtime.</source>
        <translation>يُرجى حفظه من جديد بإصدار حديث من ONNX Runtime.</translation>
    </message>
    <message>
        <source>Save the adapter again with its numbers as float32, float16 or bfloat16.</source>
        <translation>يُرجى حفظ المهايئ من جديد وأعداده بصيغة float32 أو float16 أو bfloat16.</translation>
    </message>
    <message>
        <source>Save the adapter again with plain numbers (float32 or float16), without quantization.</source>
        <translation>يُرجى حفظ المهايئ من جديد بأعداد بسيطة (float32 أو float16) دون تكميم.</translation>
    </message>
    <message>
        <source>Save the recovery key</source>
        <translation>حفظ مفتاح الاسترداد</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>حفظ التقرير</translation>
    </message>
    <message>
        <source>Saved as it was learnt</source>
        <translation>حُفظ كما تُعلِّم</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>حُفظ باسم «{name}».</translation>
    </message>
    <message>
        <source>Saved file</source>
        <translation>الملف المحفوظ</translation>
    </message>
    <message>
        <source>Saved states of conversations</source>
        <translation>حالات المحادثات المحفوظة</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>حفظ…</translation>
    </message>
    <message>
        <source>Saving works again; the reply is saved.</source>
        <translation>عاد الحفظ يعمل؛ حُفظ الرد.</translation>
    </message>
    <message>
        <source>Saving your message</source>
        <translation>تُحفظ رسالتك</translation>
    </message>
    <message>
        <source>Say nothing</source>
        <translation>عدم الإخبار</translation>
    </message>
    <message>
        <source>Say that it is done</source>
        <translation>الإخبار باكتماله</translation>
    </message>
    <message>
        <source>Scale of {name}</source>
        <translation>شدّة {name}</translation>
    </message>
    <message>
        <source>Scale of {name}: {scale}</source>
        <translation>شدّة {name}: {scale}</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Search adapters</source>
        <translation>البحث في المهايئات</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>البحث في المحادثات</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>البحث في النماذج</translation>
    </message>
    <message>
        <source>Search titles, messages and attached files</source>
        <translation>البحث في العناوين والرسائل والملفات المرفقة</translation>
    </message>
    <message>
        <source>Secrets replaced</source>
        <translation>استُبدلت أسرار</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>البذرة</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>إرسال الرسالة</translation>
    </message>
    <message>
        <source>Send this version</source>
        <translation>إرسال هذه الصيغة</translation>
    </message>
    <message>
        <source>Sent after what you write. Press to remove it.</source>
        <translation>يُرسل بعد ما تكتبه. الضغط يزيله.</translation>
    </message>
    <message>
        <source>Set a passphrase…</source>
        <translation>تعيين عبارة مرور…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Shift or Control chooses several, to merge them</source>
        <translation>‏Shift أو Ctrl لاختيار عدة مهايئات ودمجها</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>الاختصارات</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message numerus="yes">
        <source>Show all {n} characters</source>
        <translation>
            <numerusform>عرض النص</numerusform>
            <numerusform>عرض الحرف</numerusform>
            <numerusform>عرض الحرفين</numerusform>
            <numerusform>عرض الأحرف الـ{n} كلها</numerusform>
            <numerusform>عرض الأحرف الـ{n} كلها</numerusform>
            <numerusform>عرض الأحرف الـ{n} كلها</numerusform>
        </translation>
    </message>
    <message>
        <source>Show how it begins</source>
        <translation>عرض بدايته فقط</translation>
    </message>
    <message>
        <source>Show me around</source>
        <translation>جولة في البرنامج</translation>
    </message>
    <message numerus="yes">
        <source>Show more: {n} characters are left</source>
        <translation>
            <numerusform>عرض المزيد</numerusform>
            <numerusform>عرض المزيد: بقي حرف واحد</numerusform>
            <numerusform>عرض المزيد: بقي حرفان</numerusform>
            <numerusform>عرض المزيد: بقيت {n} أحرف</numerusform>
            <numerusform>عرض المزيد: بقي {n} حرفًا</numerusform>
            <numerusform>عرض المزيد: بقي {n} حرف</numerusform>
        </translation>
    </message>
    <message>
        <source>Show on the shelf</source>
        <translation>عرض على الرف</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>إظهار المحادثات أو إخفاؤها</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>عرض المجلد</translation>
    </message>
    <message>
        <source>Show the positions as a list</source>
        <translation>عرض المواضع في قائمة</translation>
    </message>
    <message>
        <source>Show the summary</source>
        <translation>عرض الملخّص</translation>
    </message>
    <message>
        <source>Show the summary that the model sees</source>
        <translation>عرض الملخّص الذي يراه النموذج</translation>
    </message>
    <message>
        <source>Show the tokens over the text</source>
        <translation>عرض الرموز فوق النص</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>إظهار النافذة</translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation>إظهار ما أكتبه</translation>
    </message>
    <message>
        <source>Show where it lies: {what}</source>
        <translation>عرض مكانه: {what}</translation>
    </message>
    <message>
        <source>Shown here; with the examples it decides when the adapter is proposed.</source>
        <translation>يظهر هنا؛ ومع الأمثلة يقرّر متى يُقترح المهايئ.</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>جنبًا إلى جنب</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>الحجم</translation>
    </message>
    <message>
        <source>Sizes, switches, the path of the model used last. Nothing that you wrote.</source>
        <translation>أحجام ومفاتيح تبديل ومسار آخر نموذج مستخدم. لا شيء مما كتبته.</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>تخطٍّ</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>نص أصغر</translation>
    </message>
    <message>
        <source>Something did not work as it should. What you wrote is saved; if the window behaves oddly, start it again, and please report this.</source>
        <translation>لم يعمل شيء كما ينبغي. ما كتبته محفوظ؛ وإذا تصرّفت النافذة بغرابة فيُرجى تشغيلها من جديد والإبلاغ عن هذا.</translation>
    </message>
    <message>
        <source>Something in the data folder could not be moved. Allow writing to it, and try again.</source>
        <translation>تعذّر نقل شيء في مجلد البيانات. يُرجى السماح بالكتابة فيه والمحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>Something in the data folder {folder} could not be read or written ({reason}). Nothing is lost: free some space on its disk, allow writing to it, and start Homespun again. It goes on where it was.</source>
        <translation>تعذّرت قراءة شيء في مجلد البيانات {folder} أو كتابته ({reason}). لم يضِع شيء: يُرجى إخلاء مساحة على قرصه والسماح بالكتابة فيه، وتشغيل Homespun من جديد. يتابع من حيث كان.</translation>
    </message>
    <message>
        <source>Something in the library&apos;s folder {folder} may not be read or changed. Check its permissions, and close programs that use the model.</source>
        <translation>شيء في مجلد المكتبة {folder} لا تجوز قراءته أو تغييره. يُرجى فحص أذوناته وإغلاق البرامج التي تستخدم النموذج.</translation>
    </message>
    <message>
        <source>Something on the adapter shelf {folder} may not be read or changed. Allow it in the permissions of that folder, and close programs that use the adapter.</source>
        <translation>شيء على رف المهايئات {folder} لا تجوز قراءته أو تغييره. يُرجى السماح بذلك في أذونات المجلد وإغلاق البرامج التي تستخدم المهايئ.</translation>
    </message>
    <message>
        <source>Sorted: {order}</source>
        <translation>الترتيب: {order}</translation>
    </message>
    <message>
        <source>Source text</source>
        <translation>نص مصدري</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>الإسبانية</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>السرعة</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>تشغيله من جديد</translation>
    </message>
    <message>
        <source>Start new conversations like this</source>
        <translation>بدء المحادثات الجديدة هكذا</translation>
    </message>
    <message>
        <source>Start with an empty database</source>
        <translation>البدء بقاعدة بيانات فارغة</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>تشغيل المحرّك</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>البقاء هنا</translation>
    </message>
    <message>
        <source>Steer this model with it</source>
        <translation>توجيه هذا النموذج به</translation>
    </message>
    <message>
        <source>Steer with it</source>
        <translation>التوجيه به</translation>
    </message>
    <message>
        <source>Steered by {name}</source>
        <translation>بتوجيه من {name}</translation>
    </message>
    <message>
        <source>Steered by {name}, strength {scale}</source>
        <translation>بتوجيه من {name}، الشدّة {scale}</translation>
    </message>
    <message>
        <source>Still answers simple questions</source>
        <translation>ما زال يجيب عن الأسئلة البسيطة</translation>
    </message>
    <message>
        <source>Still knows what you deleted</source>
        <translation>ما زال يعرف ما حذفته</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Stop choosing passages</source>
        <translation>إيقاف اختيار المقاطع</translation>
    </message>
    <message>
        <source>Stop finding</source>
        <translation>إنهاء البحث</translation>
    </message>
    <message>
        <source>Stop reading it</source>
        <translation>إيقاف قراءته</translation>
    </message>
    <message>
        <source>Stop reading {name}</source>
        <translation>إيقاف قراءة {name}</translation>
    </message>
    <message>
        <source>Stop steering</source>
        <translation>إيقاف التوجيه</translation>
    </message>
    <message>
        <source>Stop steering first: these were not made for {model}.</source>
        <translation>يُرجى إيقاف التوجيه أولًا: لم تُصنع هذه من أجل {model}.</translation>
    </message>
    <message>
        <source>Stop the reply, or dismiss a problem</source>
        <translation>إيقاف الرد أو إخفاء مشكلة</translation>
    </message>
    <message>
        <source>Stop using {label}: {path}</source>
        <translation>الكفّ عن استخدام {label}: {path}</translation>
    </message>
    <message>
        <source>Stopped before anything came.</source>
        <translation>أُوقفت قبل أن يصل منها شيء.</translation>
    </message>
    <message>
        <source>Stopped. What had come is here.</source>
        <translation>أُوقفت. ما وصل منها موجود هنا.</translation>
    </message>
    <message>
        <source>Stopped. What had come is kept.</source>
        <translation>أُوقف. ما وصل منه محفوظ.</translation>
    </message>
    <message>
        <source>Stopped. {done}</source>
        <translation>أُوقف. {done}</translation>
    </message>
    <message>
        <source>Stopped: {name} is loaded instead.</source>
        <translation>أُوقفت: حُمِّل {name} بدلًا منه.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>يتوقّف</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>مخزَّن بصيغة</translation>
    </message>
    <message>
        <source>Storing {name} as {kind}</source>
        <translation>تخزين {name} بصيغة {kind}</translation>
    </message>
    <message>
        <source>Strength of the steering</source>
        <translation>شدّة التوجيه</translation>
    </message>
    <message>
        <source>Strength of the steering: {scale}</source>
        <translation>شدّة التوجيه: {scale}</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>قوي</translation>
    </message>
    <message>
        <source>Summarise messages that no longer fit, or leave them out instead</source>
        <translation>تلخيص الرسائل التي لم تعد تتّسع، أو تركها بدلًا من ذلك</translation>
    </message>
    <message>
        <source>Summarise them</source>
        <translation>تلخيصها</translation>
    </message>
    <message>
        <source>Summarise them instead</source>
        <translation>تلخيصها بدلًا من ذلك</translation>
    </message>
    <message>
        <source>Summary of the messages above</source>
        <translation>ملخّص الرسائل التي فوق</translation>
    </message>
    <message>
        <source>Surprise at replies that were held back, in nats a token: less is better. Beside it the change against the model as it is, with its 95 % interval.</source>
        <translation>المفاجأة بالردود المحجوزة، بوحدة نات لكل رمز: الأقل أفضل. وإلى جانبها التغيّر مقارنةً بالنموذج كما هو، مع مجال ثقته 95 %.</translation>
    </message>
    <message>
        <source>Swahili</source>
        <translation>السواحلية</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>Switch the chosen one</source>
        <translation>تبديل المختار</translation>
    </message>
    <message>
        <source>Switching it off costs nothing: what has been read is kept.</source>
        <translation>إيقافه لا يكلّف شيئًا: يبقى ما قُرئ.</translation>
    </message>
    <message numerus="yes">
        <source>Switching it off reads {n} tokens again.</source>
        <translation>
            <numerusform>إيقافه لا يعيد قراءة شيء.</numerusform>
            <numerusform>إيقافه يعيد قراءة رمز واحد.</numerusform>
            <numerusform>إيقافه يعيد قراءة رمزين.</numerusform>
            <numerusform>إيقافه يعيد قراءة {n} رموز.</numerusform>
            <numerusform>إيقافه يعيد قراءة {n} رمزًا.</numerusform>
            <numerusform>إيقافه يعيد قراءة {n} رمز.</numerusform>
        </translation>
    </message>
    <message>
        <source>Switching it on costs nothing: what has been read is kept.</source>
        <translation>تشغيله لا يكلّف شيئًا: يبقى ما قُرئ.</translation>
    </message>
    <message numerus="yes">
        <source>Switching it on reads {n} tokens again.</source>
        <translation>
            <numerusform>تشغيله لا يعيد قراءة شيء.</numerusform>
            <numerusform>تشغيله يعيد قراءة رمز واحد.</numerusform>
            <numerusform>تشغيله يعيد قراءة رمزين.</numerusform>
            <numerusform>تشغيله يعيد قراءة {n} رموز.</numerusform>
            <numerusform>تشغيله يعيد قراءة {n} رمزًا.</numerusform>
            <numerusform>تشغيله يعيد قراءة {n} رمز.</numerusform>
        </translation>
    </message>
    <message>
        <source>Take a message</source>
        <translation>أخذ رسالة</translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation>رفعه من القائمة</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>إخراجه</translation>
    </message>
    <message>
        <source>Take it out of this conversation</source>
        <translation>إخراجه من هذه المحادثة</translation>
    </message>
    <message>
        <source>Take it out of this side</source>
        <translation>إخراجه من هذا الجانب</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>إخراج</translation>
    </message>
    <message>
        <source>Take out a file, attach a part of it, or choose a model that reads more.</source>
        <translation>يُرجى إخراج ملف، أو إرفاق جزء منه، أو اختيار نموذج يقرأ أكثر.</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>إخراج من الأرشيف</translation>
    </message>
    <message>
        <source>Take out of this conversation</source>
        <translation>إخراج من هذه المحادثة</translation>
    </message>
    <message>
        <source>Take out {name}</source>
        <translation>إخراج {name}</translation>
    </message>
    <message>
        <source>Take the vote back</source>
        <translation>سحب الصوت</translation>
    </message>
    <message>
        <source>Take {name} off the list?</source>
        <translation>هل يُرفع {name} من القائمة؟</translation>
    </message>
    <message>
        <source>Taken out of this conversation: {names}.</source>
        <translation>أُخرج من هذه المحادثة: {names}.</translation>
    </message>
    <message>
        <source>Takes at most {time} and {size} of memory.</source>
        <translation>يحتاج {time} و{size} من الذاكرة على الأكثر.</translation>
    </message>
    <message>
        <source>Takes at most {time}.</source>
        <translation>يحتاج {time} على الأكثر.</translation>
    </message>
    <message>
        <source>Takes {size} of memory.</source>
        <translation>يحتاج {size} من الذاكرة.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>درجة الحرارة</translation>
    </message>
    <message>
        <source>Testing what was learned</source>
        <translation>اختبار ما تُعلِّم</translation>
    </message>
    <message>
        <source>Testing what was learned, {percent} %</source>
        <translation>اختبار ما تُعلِّم، {percent} %</translation>
    </message>
    <message>
        <source>Tests the result</source>
        <translation>يختبر النتيجة</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>نص</translation>
    </message>
    <message>
        <source>Text of the reply</source>
        <translation>نص الرد</translation>
    </message>
    <message>
        <source>Text of the usual size</source>
        <translation>نص بالحجم المعتاد</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>Text size {percent}</source>
        <translation>حجم النص {percent}</translation>
    </message>
    <message>
        <source>Text that is learned</source>
        <translation>النص الذي يُتعلَّم</translation>
    </message>
    <message>
        <source>Text to inspect</source>
        <translation>النص المراد فحصه</translation>
    </message>
    <message>
        <source>Texts (*.txt)</source>
        <translation>نصوص (*.txt)</translation>
    </message>
    <message>
        <source>Texts ({kinds});;All files (*)</source>
        <translation>نصوص ({kinds});;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Texts of fewer than {n} tokens stay as they are: they take little time anyway.</source>
        <translation>النصوص التي تقلّ عن {n} رمزًا تبقى كما هي: فهي لا تستغرق وقتًا طويلًا على أي حال.</translation>
    </message>
    <message>
        <source>Texts that you wrote</source>
        <translation>نصوص من كتابتك</translation>
    </message>
    <message>
        <source>That is not the passphrase.</source>
        <translation>ليست هذه عبارة المرور.</translation>
    </message>
    <message>
        <source>That is not the recovery key of this data. Look whether each letter is right.</source>
        <translation>ليس هذا مفتاح استرداد هذه البيانات. يُرجى التأكد من صحة كل حرف.</translation>
    </message>
    <message>
        <source>That needs a loaded model, and one can be written at a time. Try again when the model is ready.</source>
        <translation>يحتاج ذلك إلى نموذج محمَّل، ولا يُكتب إلا واحد في كل مرة. يُرجى المحاولة عندما يصبح النموذج جاهزًا.</translation>
    </message>
    <message>
        <source>The KV cache cannot be kept as {kv}. Choose one of {value}.</source>
        <translation>لا يمكن حفظ ذاكرة KV بصيغة {kv}. يُرجى اختيار واحدة من {value}.</translation>
    </message>
    <message>
        <source>The KV cache of an ONNX model cannot be kept as {type}. Choose f16.</source>
        <translation>لا يمكن حفظ ذاكرة KV لنموذج ONNX بصيغة {type}. يُرجى اختيار f16.</translation>
    </message>
    <message>
        <source>The adapter belongs to another model</source>
        <translation>المهايئ يخص نموذجًا آخر</translation>
    </message>
    <message>
        <source>The adapter shelf could not be read</source>
        <translation>تعذّرت قراءة رف المهايئات</translation>
    </message>
    <message>
        <source>The adapter shelf is still being read.</source>
        <translation>ما زال رف المهايئات يُقرأ.</translation>
    </message>
    <message>
        <source>The adapter shelf {folder} cannot be used. Check the drive that it is on.</source>
        <translation>لا يمكن استخدام رف المهايئات {folder}. يُرجى فحص القرص الذي هو عليه.</translation>
    </message>
    <message>
        <source>The adapter was not changed</source>
        <translation>لم يُغيَّر المهايئ</translation>
    </message>
    <message>
        <source>The adapter was not removed</source>
        <translation>لم يُزَل المهايئ</translation>
    </message>
    <message>
        <source>The adapter “{name}” has no effect on this model: it was never trained, or was made for another one. Choose another adapter.</source>
        <translation>ليس للمهايئ «{name}» أثر في هذا النموذج: لم يُدرَّب قط أو صُنع لغيره. يُرجى اختيار مهايئ آخر.</translation>
    </message>
    <message>
        <source>The adapter “{path}” needs {need} of memory while it is loaded, and {available} are free. Close other programs, or choose an adapter of a lower rank.</source>
        <translation>يحتاج المهايئ «{path}» إلى {need} من الذاكرة وهو محمَّل، والمتاح {available}. يُرجى إغلاق برامج أخرى أو اختيار مهايئ أدنى رتبة.</translation>
    </message>
    <message>
        <source>The adapter “{stem}” cannot be decrypted: {error}. Import it again.</source>
        <translation>لا يمكن فكّ تعمية المهايئ «{stem}»: {error}. يُرجى استيراده من جديد.</translation>
    </message>
    <message>
        <source>The adapter&apos;s folder holds “{foreign}”, which is not Homespun&apos;s, so it is not deleted. Move that elsewhere and try again.</source>
        <translation>في مجلد المهايئ «{foreign}»، وهو ليس من Homespun، لذا لا يُحذف. يُرجى نقله إلى مكان آخر والمحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>The adapters here were made for {small}. What they change in its words is added to what the model would say.</source>
        <translation>صُنعت المهايئات هنا من أجل {small}. ما تغيّره في كلماته يضاف إلى ما كان النموذج سيقوله.</translation>
    </message>
    <message>
        <source>The adapters were not merged</source>
        <translation>لم تُدمج المهايئات</translation>
    </message>
    <message>
        <source>The answer comes here</source>
        <translation>تأتي الإجابة هنا</translation>
    </message>
    <message>
        <source>The answer could not be checked: {name}.</source>
        <translation>تعذّر فحص الإجابة: {name}.</translation>
    </message>
    <message>
        <source>The answer could not be written.</source>
        <translation>تعذّرت كتابة الإجابة.</translation>
    </message>
    <message>
        <source>The answer does not follow its schema at {where}: {message}.</source>
        <translation>لا تتبع الإجابة مخطّطها عند {where}: {message}.</translation>
    </message>
    <message>
        <source>The answer is complete</source>
        <translation>اكتملت الإجابة</translation>
    </message>
    <message>
        <source>The answer is no whole JSON.</source>
        <translation>الإجابة ليست JSON كاملًا.</translation>
    </message>
    <message>
        <source>The answer of {hostname} is none that a web server should give. Look for another address of the file.</source>
        <translation>إجابة {hostname} ليست مما يعطيه خادم ويب. يُرجى البحث عن عنوان آخر للملف.</translation>
    </message>
    <message>
        <source>The answer of {host} contradicts itself, so it is not used.</source>
        <translation>إجابة {host} تناقض نفسها، لذا لا تُستخدم.</translation>
    </message>
    <message>
        <source>The answer of {host} {what}. Try another address of the file, or download it with your web browser and import it.</source>
        <translation>إجابة {host} {what}. يُرجى تجربة عنوان آخر للملف، أو تنزيله بمتصفح الويب واستيراده.</translation>
    </message>
    <message>
        <source>The answers are shuffled. What wrote which is shown once you have voted.</source>
        <translation>تُخلط الإجابتان. ومن كتب أيَّهما يظهر بعد التصويت.</translation>
    </message>
    <message>
        <source>The backup could not be restored</source>
        <translation>تعذّرت استعادة النسخة الاحتياطية</translation>
    </message>
    <message>
        <source>The backup is damaged, so nothing of it was restored. Try another copy of it.</source>
        <translation>النسخة الاحتياطية تالفة، لذا لم يُستعد منها شيء. يُرجى تجربة نسخة أخرى منها.</translation>
    </message>
    <message>
        <source>The backup was not made: its database could not be copied beside the other backups. Free some space on the disk of the data folder, or allow writing to it.</source>
        <translation>لم تُنشأ النسخة الاحتياطية: تعذّر نسخ قاعدة بياناتها إلى جانب النسخ الأخرى. يُرجى إخلاء مساحة على قرص مجلد البيانات أو السماح بالكتابة فيه.</translation>
    </message>
    <message>
        <source>The better of two answers side by side. The model learns to prefer it to the other one.</source>
        <translation>الأفضل من إجابتين جنبًا إلى جنب. يتعلّم النموذج أن يفضّلها على الأخرى.</translation>
    </message>
    <message>
        <source>The colours of the window.</source>
        <translation>ألوان النافذة.</translation>
    </message>
    <message>
        <source>The connection to {host} was lost ({error}).</source>
        <translation>انقطع الاتصال بـ{host} ‏({error}).</translation>
    </message>
    <message>
        <source>The context is too long for this model</source>
        <translation>السياق أطول مما يحتمله هذا النموذج</translation>
    </message>
    <message>
        <source>The context of {length} tokens is full. Start a new conversation or load the model with a longer context.</source>
        <translation>امتلأ السياق من {length} رمز. يُرجى بدء محادثة جديدة أو تحميل النموذج بسياق أطول.</translation>
    </message>
    <message>
        <source>The conversation was not printed</source>
        <translation>لم تُطبع المحادثة</translation>
    </message>
    <message>
        <source>The conversations are closed</source>
        <translation>المحادثات مغلقة</translation>
    </message>
    <message>
        <source>The conversations are closed already. Start the program again.</source>
        <translation>المحادثات مغلقة بالفعل. يُرجى تشغيل البرنامج من جديد.</translation>
    </message>
    <message>
        <source>The conversations before an update</source>
        <translation>المحادثات قبل أحد التحديثات</translation>
    </message>
    <message>
        <source>The copy needs {needed}, and {free} are free on the disk of the library. Free some space, or use the model where it is.</source>
        <translation>تحتاج النسخة إلى {needed}، والمتاح على قرص المكتبة {free}. يُرجى إخلاء مساحة أو استخدام النموذج في مكانه.</translation>
    </message>
    <message>
        <source>The damaged database is kept in the data folder.</source>
        <translation>قاعدة البيانات التالفة محفوظة في مجلد البيانات.</translation>
    </message>
    <message>
        <source>The data folder {folder} cannot be made: a file stands in its place. Choose another folder with --data-dir.</source>
        <translation>لا يمكن إنشاء مجلد البيانات {folder}: في مكانه ملف. يُرجى اختيار مجلد آخر بـ ‎--data-dir.</translation>
    </message>
    <message>
        <source>The data folder {folder} cannot be used. Choose another folder with --data-dir.</source>
        <translation>لا يمكن استخدام مجلد البيانات {folder}. يُرجى اختيار مجلد آخر بـ ‎--data-dir.</translation>
    </message>
    <message>
        <source>The data folder {path} belongs to another user of this computer. Choose one of your own with --data-dir.</source>
        <translation>مجلد البيانات {path} يخص مستخدمًا آخر لهذا الحاسوب. يُرجى اختيار مجلد خاص بـ ‎--data-dir.</translation>
    </message>
    <message>
        <source>The data folder {path}, which you chose, is not there. Connect its disk and start again, or name another folder with --data-dir.</source>
        <translation>مجلد البيانات {path} الذي اخترته غير موجود. يُرجى وصل قرصه والتشغيل من جديد، أو ذكر مجلد آخر بـ ‎--data-dir.</translation>
    </message>
    <message>
        <source>The database is busy</source>
        <translation>قاعدة البيانات مشغولة</translation>
    </message>
    <message>
        <source>The database is damaged</source>
        <translation>قاعدة البيانات تالفة</translation>
    </message>
    <message>
        <source>The database is of a newer version</source>
        <translation>قاعدة البيانات من إصدار أحدث</translation>
    </message>
    <message>
        <source>The database is of an older version</source>
        <translation>قاعدة البيانات من إصدار أقدم</translation>
    </message>
    <message>
        <source>The database {path} cannot be read: it is damaged, or it is encrypted and the key file homespun.key is missing. It is kept as it is. If you have encrypted it, bring the key file back from a backup. Else restore the newest backup, or start with an empty database and keep this one beside it.</source>
        <translation>لا يمكن قراءة قاعدة البيانات {path}: هي تالفة، أو هي معمّاة وملف المفتاح homespun.key مفقود. تبقى كما هي. إن كنت قد عمّيتها فيُرجى إرجاع ملف المفتاح من نسخة احتياطية. وإلا فيُرجى استعادة أحدث نسخة احتياطية، أو البدء بقاعدة بيانات فارغة وإبقاء هذه بجانبها.</translation>
    </message>
    <message>
        <source>The database {path} did not accept a change. Start the program again; report it if it comes back.</source>
        <translation>لم تقبل قاعدة البيانات {path} أحد التغييرات. يُرجى تشغيل البرنامج من جديد؛ والإبلاغ عنه إن عاد.</translation>
    </message>
    <message>
        <source>The database {path} is damaged. It is kept as it is. Restore the newest backup, or start with an empty database and keep the damaged one beside it.</source>
        <translation>قاعدة البيانات {path} تالفة. تبقى كما هي. يُرجى استعادة أحدث نسخة احتياطية، أو البدء بقاعدة بيانات فارغة وإبقاء التالفة بجانبها.</translation>
    </message>
    <message>
        <source>The desktop gives keys only to programs that are in its menus. Put Homespun there.</source>
        <translation>لا يعطي سطح المكتب مفاتيح إلا للبرامج الموجودة في قوائمه. يلزم وضع Homespun فيها.</translation>
    </message>
    <message>
        <source>The desktop has taken the key back.</source>
        <translation>استعاد سطح المكتب المفتاح.</translation>
    </message>
    <message>
        <source>The desktop opens the quick question with {keys}.</source>
        <translation>يفتح سطح المكتب السؤال السريع بـ {keys}.</translation>
    </message>
    <message>
        <source>The desktop was not allowed to give the key.</source>
        <translation>لم يُسمح لسطح المكتب بإعطاء المفتاح.</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>القرص ممتلئ</translation>
    </message>
    <message>
        <source>The disk is full, so nothing more can be saved. Free some space and try again; everything that was saved before is still there.</source>
        <translation>القرص ممتلئ، فلا يمكن حفظ المزيد. يُرجى إخلاء مساحة والمحاولة مرة أخرى؛ كل ما حُفظ قبلًا ما زال موجودًا.</translation>
    </message>
    <message>
        <source>The disk is full, so nothing was restored. Free some space, and restore it again.</source>
        <translation>القرص ممتلئ، لذا لم يُستعد شيء. يُرجى إخلاء مساحة ثم استعادتها من جديد.</translation>
    </message>
    <message>
        <source>The disk is full, so “{output}” was not written. Free some space and try again.</source>
        <translation>القرص ممتلئ، لذا لم يُكتب «{output}». يُرجى إخلاء مساحة والمحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>The disk is full, so “{path}” was not written. Free some space and try again.</source>
        <translation>القرص ممتلئ، لذا لم يُكتب «{path}». يُرجى إخلاء مساحة والمحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>The disk of the adapter shelf {folder} is full. Free some space and try again.</source>
        <translation>قرص رف المهايئات {folder} ممتلئ. يُرجى إخلاء مساحة والمحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>The disk of the data folder {folder} is full. Free some space and start again.</source>
        <translation>قرص مجلد البيانات {folder} ممتلئ. يُرجى إخلاء مساحة والتشغيل من جديد.</translation>
    </message>
    <message>
        <source>The disk of the library is full. What has arrived is kept: free some space and start the download again.</source>
        <translation>قرص المكتبة ممتلئ. ما وصل محفوظ: يُرجى إخلاء مساحة وبدء التنزيل من جديد.</translation>
    </message>
    <message>
        <source>The disk of the library {folder} is full. Free some space.</source>
        <translation>قرص المكتبة {folder} ممتلئ. يُرجى إخلاء مساحة.</translation>
    </message>
    <message>
        <source>The disk reported an error</source>
        <translation>أبلغ القرص عن خطأ</translation>
    </message>
    <message>
        <source>The disk reported an error at {path}. Check that the drive is connected and healthy, then try again.</source>
        <translation>أبلغ القرص عن خطأ عند {path}. يُرجى التأكد من أن القرص موصول وسليم، ثم المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>The download could not be written to the library&apos;s folder. Check that it may be written to.</source>
        <translation>تعذّرت كتابة التنزيل في مجلد المكتبة. يُرجى التأكد من السماح بالكتابة فيه.</translation>
    </message>
    <message>
        <source>The download did not finish; download it again.</source>
        <translation>لم يكتمل التنزيل؛ يُرجى تنزيل الملف من جديد.</translation>
    </message>
    <message>
        <source>The download did not start; download it again.</source>
        <translation>لم يبدأ التنزيل؛ يُرجى تنزيل الملف من جديد.</translation>
    </message>
    <message>
        <source>The download needs {needed} more, and {free} are free on the disk of the library. Free some space and start it again.</source>
        <translation>يحتاج التنزيل إلى {needed} أخرى، والمتاح على قرص المكتبة {free}. يُرجى إخلاء مساحة وبدؤه من جديد.</translation>
    </message>
    <message>
        <source>The download stops. What has arrived is kept: enter the same address to go on.</source>
        <translation>يتوقف التنزيل. ما وصل محفوظ: إدخال العنوان نفسه يتابعه.</translation>
    </message>
    <message>
        <source>The drive is full, so the encoder could not be added. Free some space.</source>
        <translation>القرص ممتلئ، فلم تمكن إضافة مُرمِّز المعنى. يُرجى إخلاء بعض المساحة.</translation>
    </message>
    <message>
        <source>The effects of adapters add up; their order does not matter.</source>
        <translation>آثار المهايئات تتراكم؛ وترتيبها لا يهم.</translation>
    </message>
    <message>
        <source>The encoder in “{source}” cannot be read. Download it again.</source>
        <translation>لا يمكن قراءة مُرمِّز المعنى في «{source}». يُرجى تنزيله مرة أخرى.</translation>
    </message>
    <message>
        <source>The encoder in “{source}” is not whole: {name} is missing. Download it again.</source>
        <translation>مُرمِّز المعنى في «{source}» ناقص: {name} غير موجود. يُرجى تنزيله مرة أخرى.</translation>
    </message>
    <message>
        <source>The encoder in “{source}” was not added: the process that converts it ended unexpectedly, most likely for want of memory. Close other programs and try again.</source>
        <translation>لم يُضف مُرمِّز المعنى في «{source}»: انتهت العملية التي تحوّله على نحو غير متوقع، والأرجح لنقص الذاكرة. يُرجى إغلاق برامج أخرى والمحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>The encoder “{name}” cannot be used, so words alone decided. Delete it, and add it again.</source>
        <translation>لا يمكن استخدام مُرمِّز المعنى «{name}»، فحُسم الاختيار بالكلمات وحدها. يُرجى حذفه وإضافته من جديد.</translation>
    </message>
    <message>
        <source>The encoder “{name}” could not be deleted. Try again.</source>
        <translation>لم يمكن حذف مُرمِّز المعنى «{name}». يُرجى المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>The engine began with {name} instead of Ready.</source>
        <translation>بدأ المحرّك بـ{name} بدل Ready.</translation>
    </message>
    <message>
        <source>The engine closed its output and had to be ended.</source>
        <translation>أغلق المحرّك خرجه ولزم إنهاؤه.</translation>
    </message>
    <message>
        <source>The engine could not be started: there is no room for temporary files ({error}).</source>
        <translation>تعذّر تشغيل المحرّك: لا مساحة للملفات المؤقتة ({error}).</translation>
    </message>
    <message>
        <source>The engine could not be started: {error}</source>
        <translation>تعذّر تشغيل المحرّك: {error}</translation>
    </message>
    <message>
        <source>The engine could not be started: {reason}.</source>
        <translation>تعذّر تشغيل المحرّك: {reason}.</translation>
    </message>
    <message>
        <source>The engine crashed.</source>
        <translation>انهار المحرّك.</translation>
    </message>
    <message>
        <source>The engine crashed: it was built for another kind of processor.</source>
        <translation>انهار المحرّك: بُني لنوع آخر من المعالجات.</translation>
    </message>
    <message>
        <source>The engine did not start within {seconds} seconds.</source>
        <translation>لم يبدأ المحرّك خلال {seconds} ثانية.</translation>
    </message>
    <message>
        <source>The engine does not stay alive</source>
        <translation>المحرّك لا يبقى عاملًا</translation>
    </message>
    <message>
        <source>The engine ended while it wrote; nothing of the file is left. The engine is started again, so try once more.</source>
        <translation>انتهى المحرّك وهو يكتب؛ ولم يبقَ شيء من الملف. يُشغَّل المحرّك من جديد، فيُرجى المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>The engine ended with the exit code {code}.</source>
        <translation>انتهى المحرّك برمز الخروج {code}.</translation>
    </message>
    <message>
        <source>The engine ended.</source>
        <translation>انتهى المحرّك.</translation>
    </message>
    <message>
        <source>The engine gave up because of a fault inside it.</source>
        <translation>استسلم المحرّك لخلل داخله.</translation>
    </message>
    <message>
        <source>The engine has no answer to {name}.</source>
        <translation>ليس لدى المحرّك إجابة عن {name}.</translation>
    </message>
    <message>
        <source>The engine has stopped answering. It is started again if that lasts ten seconds.</source>
        <translation>لم يعد المحرّك يجيب. يُشغَّل من جديد إذا استمر ذلك عشر ثوانٍ.</translation>
    </message>
    <message>
        <source>The engine sent a message without an end.</source>
        <translation>أرسل المحرّك رسالة بلا نهاية.</translation>
    </message>
    <message>
        <source>The engine sent something that is not understood: {error}.</source>
        <translation>أرسل المحرّك شيئًا غير مفهوم: {error}.</translation>
    </message>
    <message>
        <source>The engine speaks version {version} of the protocol and this program version {value}: parts of two releases are mixed. Install Homespun again.</source>
        <translation>يتكلم المحرّك الإصدار {version} من البروتوكول وهذا البرنامج الإصدار {value}: اختلطت أجزاء إصدارين. يُرجى تثبيت Homespun من جديد.</translation>
    </message>
    <message>
        <source>The engine stopped answering and was ended.</source>
        <translation>توقف المحرّك عن الإجابة فأُنهي.</translation>
    </message>
    <message>
        <source>The engine was ended because a file grew past a limit of this system.</source>
        <translation>أُنهي المحرّك لأن ملفًا تجاوز حدًّا لهذا النظام.</translation>
    </message>
    <message>
        <source>The engine was ended because it used more processor time than this system allows.</source>
        <translation>أُنهي المحرّك لأنه استخدم من وقت المعالج أكثر مما يسمح به هذا النظام.</translation>
    </message>
    <message>
        <source>The engine was ended by the signal {name}.</source>
        <translation>أُنهي المحرّك بالإشارة {name}.</translation>
    </message>
    <message>
        <source>The engine was ended from outside, often because memory ran out.</source>
        <translation>أُنهي المحرّك من الخارج، وغالبًا لنفاد الذاكرة.</translation>
    </message>
    <message>
        <source>The engine was ended from outside.</source>
        <translation>أُنهي المحرّك من الخارج.</translation>
    </message>
    <message>
        <source>The engine was ended to open a file that it had no right to read.</source>
        <translation>أُنهي المحرّك لفتح ملف لم يكن له حق قراءته.</translation>
    </message>
    <message>
        <source>The examples could not be looked for</source>
        <translation>تعذّر البحث عن الأمثلة</translation>
    </message>
    <message>
        <source>The file could not be written ({reason}). Nothing was changed.</source>
        <translation>تعذّرت كتابة الملف ({reason}). لم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>The file is damaged from here on, or was cut off. What comes before it can be read.</source>
        <translation>الملف تالف أو مقطوع من هنا. وما قبله تمكن قراءته.</translation>
    </message>
    <message>
        <source>The file of “{name}” is not what was imported. Remove it and import it again.</source>
        <translation>ملف «{name}» ليس ما استُورد. يُرجى إزالته واستيراده من جديد.</translation>
    </message>
    <message>
        <source>The file of “{name}” was changed since it was imported. Remove it and import it again.</source>
        <translation>تغيّر ملف «{name}» منذ استيراده. يُرجى إزالته واستيراده من جديد.</translation>
    </message>
    <message>
        <source>The files are short as they are: nothing of them was left out.</source>
        <translation>الملفات قصيرة كما هي: لم يُحذف منها شيء.</translation>
    </message>
    <message>
        <source>The filter of system calls could not be set: {error}.</source>
        <translation>تعذّر ضبط مرشّح نداءات النظام: {error}.</translation>
    </message>
    <message>
        <source>The first {inspected} of {characters} characters.</source>
        <translation>أول {inspected} من {characters} حرف.</translation>
    </message>
    <message>
        <source>The first {most} of {all} files are read. Attach the others after them.</source>
        <translation>تُقرأ أول {most} من {all} ملف. يُرجى إرفاق الباقي بعدها.</translation>
    </message>
    <message numerus="yes">
        <source>The first {n} words are the same; where they part is marked.</source>
        <translation>
            <numerusform>لا كلمة مشتركة في البداية؛ وموضع الافتراق معلَّم.</numerusform>
            <numerusform>الكلمة الأولى واحدة؛ وموضع الافتراق معلَّم.</numerusform>
            <numerusform>الكلمتان الأوليان واحدتان؛ وموضع الافتراق معلَّم.</numerusform>
            <numerusform>أول {n} كلمات واحدة؛ وموضع الافتراق معلَّم.</numerusform>
            <numerusform>أول {n} كلمة واحدة؛ وموضع الافتراق معلَّم.</numerusform>
            <numerusform>أول {n} كلمة واحدة؛ وموضع الافتراق معلَّم.</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder is still used</source>
        <translation>ما زال المجلد مستخدمًا</translation>
    </message>
    <message>
        <source>The folder of the encoders could not be used. Check the disk of the data folder.</source>
        <translation>لم يمكن استخدام مجلد مُرمِّزات المعنى. يُرجى فحص قرص مجلد البيانات.</translation>
    </message>
    <message>
        <source>The grey end is what dynamic tokens save.</source>
        <translation>الطرف الرمادي هو ما توفّره الرموز الديناميكية.</translation>
    </message>
    <message>
        <source>The heads of this model are too narrow for a KV cache kept as {kv}. Keep it as f16.</source>
        <translation>رؤوس هذا النموذج أضيق من أن تُحفظ ذاكرة KV بصيغة {kv}. يُرجى إبقاؤها f16.</translation>
    </message>
    <message>
        <source>The key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>The key file {path} cannot be read, and neither can its copy in the backups. Without it nothing can be decrypted: bring it back from a backup of your own, or begin anew with the data set aside.</source>
        <translation>لا يمكن قراءة ملف المفتاح {path} ولا نسخته في النسخ الاحتياطية. ولا يمكن فكّ تعمية شيء دونه: يُرجى إرجاعه من نسخة احتياطية خاصة، أو البدء من جديد مع وضع البيانات جانبًا.</translation>
    </message>
    <message>
        <source>The key in the keychain of the system</source>
        <translation>المفتاح في حلقة مفاتيح النظام</translation>
    </message>
    <message>
        <source>The key of the quick question does not work. {reason}</source>
        <translation>مفتاح السؤال السريع لا يعمل. {reason}</translation>
    </message>
    <message>
        <source>The keychain of the system could not be used. It may be locked.</source>
        <translation>تعذّر استخدام حلقة مفاتيح النظام. ربما هي مقفلة.</translation>
    </message>
    <message>
        <source>The language changes when Homespun is started the next time.</source>
        <translation>تتغيّر اللغة عند تشغيل Homespun في المرة القادمة.</translation>
    </message>
    <message numerus="yes">
        <source>The last reply did not see {n} more below it either.</source>
        <translation>
            <numerusform>لم يفُت الردَّ الأخير شيء غيرها.</numerusform>
            <numerusform>كما لم يرَ الرد الأخير رسالة أخرى تحتها.</numerusform>
            <numerusform>كما لم يرَ الرد الأخير رسالتين أخريين تحتها.</numerusform>
            <numerusform>كما لم يرَ الرد الأخير {n} رسائل أخرى تحتها.</numerusform>
            <numerusform>كما لم يرَ الرد الأخير {n} رسالة أخرى تحتها.</numerusform>
            <numerusform>كما لم يرَ الرد الأخير {n} رسالة أخرى تحتها.</numerusform>
        </translation>
    </message>
    <message>
        <source>The library could not be read</source>
        <translation>تعذّرت قراءة المكتبة</translation>
    </message>
    <message>
        <source>The library does not use the folder “{path}”.{uses}</source>
        <translation>لا تستخدم المكتبة المجلد «{path}».{uses}</translation>
    </message>
    <message>
        <source>The library&apos;s copy is deleted, and {size} are free again. The file that it was copied from is not touched, and conversations keep every text.</source>
        <translation>تُحذف نسخة المكتبة وتُخلى {size}. لا يُمسّ الملف الذي نُسخت منه، وتحتفظ المحادثات بكل نص.</translation>
    </message>
    <message>
        <source>The library&apos;s folder may not be written to, so nothing can be downloaded into it.</source>
        <translation>لا تجوز الكتابة في مجلد المكتبة، فلا يمكن تنزيل شيء إليه.</translation>
    </message>
    <message>
        <source>The list of model folders could not be written to {path}. Check that there is room on its disk and that the folder may be written to.</source>
        <translation>تعذّرت كتابة قائمة مجلدات النماذج في {path}. يُرجى التأكد من وجود مساحة على القرص ومن السماح بالكتابة في المجلد.</translation>
    </message>
    <message>
        <source>The loaded model</source>
        <translation>النموذج المحمَّل</translation>
    </message>
    <message>
        <source>The loaded model cannot learn: its weights are not in a GGUF file. Choose another one.</source>
        <translation>لا يستطيع النموذج المحمَّل أن يتعلّم: أوزانه ليست في ملف GGUF. يُرجى اختيار غيره.</translation>
    </message>
    <message>
        <source>The memory ran out in the middle of the training. Close other programs and start it again.</source>
        <translation>نفدت الذاكرة في وسط التدريب. يُرجى إغلاق برامج أخرى وبدؤه من جديد.</translation>
    </message>
    <message>
        <source>The message is too long</source>
        <translation>الرسالة أطول مما ينبغي</translation>
    </message>
    <message>
        <source>The message was not sent</source>
        <translation>لم تُرسل الرسالة</translation>
    </message>
    <message>
        <source>The model and the adapters together hold numbers that are not finite, so one of them is damaged. Lower the scale of the adapters, or choose another file of the model.</source>
        <translation>في النموذج والمهايئات معًا أعداد غير منتهية، فأحدها تالف. يُرجى خفض شدّة المهايئات أو اختيار ملف آخر للنموذج.</translation>
    </message>
    <message>
        <source>The model as it is</source>
        <translation>النموذج كما هو</translation>
    </message>
    <message>
        <source>The model can learn from your vote</source>
        <translation>يستطيع النموذج أن يتعلّم من صوتك</translation>
    </message>
    <message>
        <source>The model cannot be loaded like this</source>
        <translation>لا يمكن تحميل النموذج هكذا</translation>
    </message>
    <message>
        <source>The model cannot be used</source>
        <translation>لا يمكن استخدام النموذج</translation>
    </message>
    <message>
        <source>The model cannot do this</source>
        <translation>لا يستطيع النموذج ذلك</translation>
    </message>
    <message>
        <source>The model computes numbers that make no sense, so its file is probably damaged. Download it again or choose another model.</source>
        <translation>يحسب النموذج أعدادًا لا معنى لها، فملفه تالف على الأرجح. يُرجى تنزيله من جديد أو اختيار نموذج آخر.</translation>
    </message>
    <message>
        <source>The model could not be loaded</source>
        <translation>تعذّر تحميل النموذج</translation>
    </message>
    <message>
        <source>The model could not read this text. Try again; if it happens again, load the model anew.</source>
        <translation>لم يستطع النموذج قراءة هذا النص. يُرجى المحاولة مرة أخرى؛ وإن تكرر ذلك فتحميل النموذج من جديد.</translation>
    </message>
    <message>
        <source>The model does not fit in memory</source>
        <translation>النموذج لا تتّسع له الذاكرة</translation>
    </message>
    <message>
        <source>The model file {name} cannot be read. Choose another one, or put it back where it was.</source>
        <translation>لا يمكن قراءة ملف النموذج {name}. يُرجى اختيار غيره أو إعادته إلى مكانه.</translation>
    </message>
    <message>
        <source>The model file {name} could not be loaded: it is damaged, or of a kind that this version does not know. Download it again or choose another one.</source>
        <translation>تعذّر تحميل ملف النموذج {name}: هو تالف أو من نوع لا يعرفه هذا الإصدار. يُرجى تنزيله من جديد أو اختيار غيره.</translation>
    </message>
    <message>
        <source>The model had nothing to say.</source>
        <translation>لم يكن لدى النموذج ما يقوله.</translation>
    </message>
    <message>
        <source>The model had said</source>
        <translation>كان النموذج قد قال</translation>
    </message>
    <message>
        <source>The model is being loaded</source>
        <translation>يُحمَّل النموذج</translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation>يُحمَّل النموذج الآن.</translation>
    </message>
    <message>
        <source>The model is not loaded</source>
        <translation>النموذج غير محمَّل</translation>
    </message>
    <message>
        <source>The model is not there</source>
        <translation>النموذج غير موجود</translation>
    </message>
    <message>
        <source>The model is ready</source>
        <translation>النموذج جاهز</translation>
    </message>
    <message>
        <source>The model is still being loaded</source>
        <translation>ما زال النموذج يُحمَّل</translation>
    </message>
    <message>
        <source>The model is told this text, letter by letter, before your message. Pictures and looks are not in it. The file itself stays where it is, and what is changed in it later is not seen here.</source>
        <translation>يُقال هذا النص للنموذج حرفًا بحرف قبل رسالتك. وليست فيه صور ولا تنسيق. يبقى الملف نفسه في مكانه، وما يُغيَّر فيه لاحقًا لا يظهر هنا.</translation>
    </message>
    <message>
        <source>The model is writing: whether it can be held to it shows when it answers.</source>
        <translation>النموذج يكتب: يتبيّن عند الإجابة إن كان يمكن إلزامه به.</translation>
    </message>
    <message>
        <source>The model learns from replies that you kept and from your own words, on this computer. Nothing leaves it, and one click takes it back.</source>
        <translation>يتعلّم النموذج من الردود التي احتفظت بها ومن كلماتك، على هذا الحاسوب. لا يغادره شيء، ونقرة واحدة تعيد كل شيء كما كان.</translation>
    </message>
    <message>
        <source>The model looks for them in what you wrote, on this computer. Nothing counts until you have kept it.</source>
        <translation>يبحث النموذج عنها فيما كتبته، على هذا الحاسوب. ولا يُعتدّ بشيء قبل أن تحتفظ به.</translation>
    </message>
    <message>
        <source>The model needs {total} of memory with a context of {length} tokens, and {available} are free. {advice}</source>
        <translation>يحتاج النموذج إلى {total} من الذاكرة مع سياق من {length} رمز، والمتاح {available}. {advice}</translation>
    </message>
    <message numerus="yes">
        <source>The model no longer sees the messages above: {n} older messages do not fit in its context.</source>
        <translation>
            <numerusform>يرى النموذج كل الرسائل.</numerusform>
            <numerusform>لم يعد النموذج يرى الرسالة التي فوق: لا يتّسع لها سياقه.</numerusform>
            <numerusform>لم يعد النموذج يرى الرسالتين اللتين فوق: لا يتّسع لهما سياقه.</numerusform>
            <numerusform>لم يعد النموذج يرى الرسائل التي فوق: {n} رسائل أقدم لا يتّسع لها سياقه.</numerusform>
            <numerusform>لم يعد النموذج يرى الرسائل التي فوق: {n} رسالة أقدم لا يتّسع لها سياقه.</numerusform>
            <numerusform>لم يعد النموذج يرى الرسائل التي فوق: {n} رسالة أقدم لا يتّسع لها سياقه.</numerusform>
        </translation>
    </message>
    <message>
        <source>The model was not written</source>
        <translation>لم يُكتب النموذج</translation>
    </message>
    <message>
        <source>The model {name} cannot be read. Choose another one, or put it back where it was.</source>
        <translation>لا يمكن قراءة النموذج {name}. يُرجى اختيار غيره أو إعادته إلى مكانه.</translation>
    </message>
    <message>
        <source>The model {name} is not there any more; the starter model is used.</source>
        <translation>لم يعد النموذج {name} موجودًا؛ يُستخدم النموذج المرفق.</translation>
    </message>
    <message>
        <source>The model&apos;s context is full. Start a new conversation or load the model with a longer context.</source>
        <translation>امتلأ سياق النموذج. يُرجى بدء محادثة جديدة أو تحميل النموذج بسياق أطول.</translation>
    </message>
    <message>
        <source>The models are in it.</source>
        <translation>النماذج موجودة فيها.</translation>
    </message>
    <message>
        <source>The models as well</source>
        <translation>النماذج أيضًا</translation>
    </message>
    <message>
        <source>The name has {proper} characters; {value} are possible. Shorten it.</source>
        <translation>طول الاسم {proper} حرف؛ والممكن {value}. يُرجى تقصيره.</translation>
    </message>
    <message>
        <source>The name of a file is no text, so it cannot be kept. Give the file another name.</source>
        <translation>اسم أحد الملفات ليس نصًّا، فلا يمكن حفظه. يُرجى إعطاء الملف اسمًا آخر.</translation>
    </message>
    <message>
        <source>The name takes {encode} bytes; {value} are possible. Shorten it.</source>
        <translation>يشغل الاسم {encode} بايت؛ والممكن {value}. يُرجى تقصيره.</translation>
    </message>
    <message>
        <source>The new model takes about {size}, and {free} are free on the disk. Free some space, or write it to another disk.</source>
        <translation>يحتاج النموذج الجديد إلى نحو {size}، والمتاح على القرص {free}. يُرجى إخلاء مساحة أو كتابته على قرص آخر.</translation>
    </message>
    <message>
        <source>The new model takes {size}, and {free} are free on that disk. Free some space or choose another folder.</source>
        <translation>يحتاج النموذج الجديد إلى {size}، والمتاح على ذلك القرص {free}. يُرجى إخلاء مساحة أو اختيار مجلد آخر.</translation>
    </message>
    <message>
        <source>The new passphrase could not be written to the data folder. Free some space on its disk.</source>
        <translation>تعذّرت كتابة عبارة المرور الجديدة في مجلد البيانات. يُرجى إخلاء مساحة على قرصه.</translation>
    </message>
    <message>
        <source>The next answer as JSON</source>
        <translation>الإجابة التالية بصيغة JSON</translation>
    </message>
    <message>
        <source>The next answer follows a JSON schema: look at it, or take it out</source>
        <translation>تتبع الإجابة التالية مخطّط JSON: عرضه أو إزالته</translation>
    </message>
    <message numerus="yes">
        <source>The next reply reads {n} tokens again.</source>
        <translation>
            <numerusform>لا يعيد الرد التالي قراءة شيء.</numerusform>
            <numerusform>يعيد الرد التالي قراءة رمز واحد.</numerusform>
            <numerusform>يعيد الرد التالي قراءة رمزين.</numerusform>
            <numerusform>يعيد الرد التالي قراءة {n} رموز.</numerusform>
            <numerusform>يعيد الرد التالي قراءة {n} رمزًا.</numerusform>
            <numerusform>يعيد الرد التالي قراءة {n} رمز.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next try is possible in {n} seconds.</source>
        <translation>
            <numerusform>المحاولة التالية ممكنة الآن.</numerusform>
            <numerusform>المحاولة التالية ممكنة بعد ثانية.</numerusform>
            <numerusform>المحاولة التالية ممكنة بعد ثانيتين.</numerusform>
            <numerusform>المحاولة التالية ممكنة بعد {n} ثوانٍ.</numerusform>
            <numerusform>المحاولة التالية ممكنة بعد {n} ثانية.</numerusform>
            <numerusform>المحاولة التالية ممكنة بعد {n} ثانية.</numerusform>
        </translation>
    </message>
    <message>
        <source>The one in use</source>
        <translation>المستخدم حاليًا</translation>
    </message>
    <message>
        <source>The one that comes with the program is very small. Others that you have are in this menu, with what memory they take and how fast they will be.</source>
        <translation>النموذج المرفق بالبرنامج صغير جدًّا. والنماذج الأخرى لديك في هذه القائمة، مع الذاكرة التي تحتاج إليها وسرعتها المتوقعة.</translation>
    </message>
    <message>
        <source>The one that is open has adapters of its own.</source>
        <translation>للمحادثة المفتوحة مهايئات خاصة بها.</translation>
    </message>
    <message>
        <source>The other answer</source>
        <translation>الإجابة الأخرى</translation>
    </message>
    <message>
        <source>The passages were chosen by their words. An encoder would also find what is said in other words.</source>
        <translation>اختيرت المقاطع بحسب كلماتها. ومن شأن مُرمِّز معنى أن يجد أيضًا ما قيل بكلمات أخرى.</translation>
    </message>
    <message>
        <source>The passphrase is changed.</source>
        <translation>تغيّرت عبارة المرور.</translation>
    </message>
    <message>
        <source>The perplexity of general text went from {before} to {after} ({growth} %).</source>
        <translation>انتقلت حيرة النص العام من {before} إلى {after} ‏({growth} %).</translation>
    </message>
    <message>
        <source>The price was not measured</source>
        <translation>لم يُقَس الثمن</translation>
    </message>
    <message>
        <source>The printer stopped after {pages} pages.</source>
        <translation>توقفت الطابعة بعد {pages} صفحة.</translation>
    </message>
    <message>
        <source>The printer takes nothing. Look whether it is on, or choose another one.</source>
        <translation>لا تقبل الطابعة شيئًا. يُرجى التحقق من تشغيلها أو اختيار غيرها.</translation>
    </message>
    <message>
        <source>The process that compares passages by their meaning ended unexpectedly, so words alone decided.</source>
        <translation>انتهت العملية التي تقارن المقاطع بمعناها على نحو غير متوقع، فحُسم الاختيار بالكلمات وحدها.</translation>
    </message>
    <message>
        <source>The process that downloads could not be started: {strerror}.</source>
        <translation>تعذّر بدء عملية التنزيل: {strerror}.</translation>
    </message>
    <message>
        <source>The process that downloads ended unexpectedly.</source>
        <translation>انتهت عملية التنزيل على غير توقع.</translation>
    </message>
    <message>
        <source>The process that learns ended by itself, often because memory ran out.</source>
        <translation>انتهت عملية التعلّم من تلقاء نفسها، وغالبًا لنفاد الذاكرة.</translation>
    </message>
    <message>
        <source>The process that looks at files before they are opened could not be started. Close other programs, or start Homespun again.</source>
        <translation>تعذّر بدء العملية التي تنظر في الملفات قبل فتحها. يُرجى إغلاق برامج أخرى أو تشغيل Homespun من جديد.</translation>
    </message>
    <message>
        <source>The process that reads files could not be started. Close other programs, and try again.</source>
        <translation>تعذّر بدء العملية التي تقرأ الملفات. يُرجى إغلاق برامج أخرى والمحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>The processes that run models, read files and train are confined by the system: no network, no other programs, no hold on other processes, and no files but the program&apos;s own and those that they are given.</source>
        <translation>العمليات التي تشغّل النماذج وتقرأ الملفات وتدرّب مقيَّدة من النظام: لا شبكة، ولا برامج أخرى، ولا سلطة على عمليات أخرى، ولا ملفات إلا ملفات البرنامج وما يُعطى لها.</translation>
    </message>
    <message>
        <source>The processes that run models, read files and train are confined by the system: no network, no other programs, no hold on other processes. They are not confined to their files.</source>
        <translation>العمليات التي تشغّل النماذج وتقرأ الملفات وتدرّب مقيَّدة من النظام: لا شبكة، ولا برامج أخرى، ولا سلطة على عمليات أخرى. لكنها غير مقيَّدة بملفاتها.</translation>
    </message>
    <message>
        <source>The processes that run models, read files and train are confined to their files, and no further.</source>
        <translation>العمليات التي تشغّل النماذج وتقرأ الملفات وتدرّب مقيَّدة بملفاتها، لا أكثر.</translation>
    </message>
    <message>
        <source>The processes that run models, read files and train are not confined by this system.</source>
        <translation>العمليات التي تشغّل النماذج وتقرأ الملفات وتدرّب لا يقيّدها هذا النظام.</translation>
    </message>
    <message>
        <source>The program ended in the middle of a reply. What had been written of it is kept.</source>
        <translation>انتهى البرنامج في وسط رد. ما كُتب منه محفوظ.</translation>
    </message>
    <message>
        <source>The program stays in the tray, with the model in memory, until you choose Quit there.</source>
        <translation>يبقى البرنامج في علبة النظام، والنموذج في الذاكرة، إلى أن تختار «إنهاء» هناك.</translation>
    </message>
    <message>
        <source>The proxy that https_proxy or all_proxy names cannot be used: it must be an http:// one, without a password. Change the variable, or clear it to connect directly.</source>
        <translation>لا يمكن استخدام الوكيل المذكور في https_proxy أو all_proxy: يجب أن يبدأ بـ http:// ودون كلمة مرور. يُرجى تغيير المتغير أو إفراغه للاتصال المباشر.</translation>
    </message>
    <message>
        <source>The recovery key stays good. Backups of before keep the passphrase that they had.</source>
        <translation>يبقى مفتاح الاسترداد صالحًا. وتحتفظ النسخ الاحتياطية السابقة بعبارة المرور التي كانت لها.</translation>
    </message>
    <message>
        <source>The reply begins</source>
        <translation>بدأ الرد</translation>
    </message>
    <message>
        <source>The reply could not be written.</source>
        <translation>تعذّرت كتابة الرد.</translation>
    </message>
    <message>
        <source>The reply failed</source>
        <translation>فشل الرد</translation>
    </message>
    <message>
        <source>The reply goes on</source>
        <translation>استؤنف الرد</translation>
    </message>
    <message>
        <source>The reply is complete</source>
        <translation>اكتمل الرد</translation>
    </message>
    <message>
        <source>The reply stopped</source>
        <translation>توقف الرد</translation>
    </message>
    <message>
        <source>The reply was interrupted</source>
        <translation>انقطع الرد</translation>
    </message>
    <message>
        <source>The reply was not asked for again</source>
        <translation>لم يُطلب الرد من جديد</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>التقرير</translation>
    </message>
    <message>
        <source>The report is in “{name}”.</source>
        <translation>التقرير في «{name}».</translation>
    </message>
    <message>
        <source>The report of the training cannot be read. Train again.</source>
        <translation>لا يمكن قراءة تقرير التدريب. يُرجى التدريب من جديد.</translation>
    </message>
    <message>
        <source>The rest of the files is left out, and can be brought back until the message is sent.</source>
        <translation>يُترك باقي الملفات جانبًا، ويمكن استرجاعه إلى أن تُرسل الرسالة.</translation>
    </message>
    <message>
        <source>The same message with and without</source>
        <translation>الرسالة نفسها معها وبدونها</translation>
    </message>
    <message>
        <source>The same message with and without it, side by side</source>
        <translation>الرسالة نفسها معه وبدونه، جنبًا إلى جنب</translation>
    </message>
    <message>
        <source>The same number gives the same answer to the same conversation.</source>
        <translation>العدد نفسه يعطي الإجابة نفسها للمحادثة نفسها.</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>العبارة نفسها مرة أخرى</translation>
    </message>
    <message>
        <source>The same, on the chosen message</source>
        <translation>الشيء نفسه، على الرسالة المختارة</translation>
    </message>
    <message>
        <source>The saved state of this conversation does not fit the model. The conversation is read anew.</source>
        <translation>لا تلائم الحالةُ المحفوظة لهذه المحادثة النموذجَ. تُقرأ المحادثة من جديد.</translation>
    </message>
    <message>
        <source>The screen&apos;s server could not be reached.</source>
        <translation>تعذّر الوصول إلى خادم الشاشة.</translation>
    </message>
    <message>
        <source>The search for facts stopped</source>
        <translation>توقف البحث عن الحقائق</translation>
    </message>
    <message>
        <source>The server could not prove that it is {hostname}, so nothing was downloaded from it. Check the clock of this computer; a filter in the network can be the cause, too.</source>
        <translation>لم يستطع الخادم إثبات أنه {hostname}، لذا لم يُنزَّل منه شيء. يُرجى فحص ساعة هذا الحاسوب؛ وقد يكون السبب مرشّحًا في الشبكة أيضًا.</translation>
    </message>
    <message>
        <source>The server gave only a part of what was asked for.</source>
        <translation>أعطى الخادم جزءًا مما طُلب فقط.</translation>
    </message>
    <message>
        <source>The server {hostname} sends on to “{partition}”, which is not protected or is no address on the web. The download was not followed there.</source>
        <translation>يحيل الخادم {hostname} إلى «{partition}»، وهو غير محمي أو ليس عنوان ويب. لم يُتبع التنزيل إلى هناك.</translation>
    </message>
    <message>
        <source>The server {hostname} sent the download on {value} times and then once more. Look for another address of the file.</source>
        <translation>أحال الخادم {hostname} التنزيل {value} مرة ثم مرة أخرى. يُرجى البحث عن عنوان آخر للملف.</translation>
    </message>
    <message>
        <source>The settings could not be read, so the defaults are used ({strerror}: {path}).</source>
        <translation>تعذّرت قراءة الإعدادات، فتُستخدم القيم المبدئية ({strerror}: {path}).</translation>
    </message>
    <message>
        <source>The settings could not be saved</source>
        <translation>تعذّر حفظ الإعدادات</translation>
    </message>
    <message>
        <source>The settings file is damaged, so the defaults are used ({strerror}: {path}).</source>
        <translation>ملف الإعدادات تالف، فتُستخدم القيم المبدئية ({strerror}: {path}).</translation>
    </message>
    <message>
        <source>The settings file was damaged, so the defaults are used. The damaged file is kept as {name}.</source>
        <translation>كان ملف الإعدادات تالفًا، فتُستخدم القيم المبدئية. يُحتفظ بالملف التالف باسم {name}.</translation>
    </message>
    <message>
        <source>The starter model belongs to the program and is not removed.</source>
        <translation>النموذج المرفق يخص البرنامج ولا يُزال.</translation>
    </message>
    <message>
        <source>The starter model is not installed and no other one is chosen. Choose a model file (its name ends in .gguf).</source>
        <translation>النموذج المرفق غير مثبَّت ولم يُختر غيره. يُرجى اختيار ملف نموذج (ينتهي اسمه بـ ‎.gguf).</translation>
    </message>
    <message>
        <source>The starter model is not installed. Name a model file, or run “make venv” again.</source>
        <translation>النموذج المرفق غير مثبَّت. يُرجى ذكر ملف نموذج أو تشغيل «make venv» من جديد.</translation>
    </message>
    <message>
        <source>The state of this conversation could not be kept in memory.</source>
        <translation>تعذّر حفظ حالة هذه المحادثة في الذاكرة.</translation>
    </message>
    <message>
        <source>The system does not tell which connections are open.</source>
        <translation>لا يخبر النظام عن الاتصالات المفتوحة.</translation>
    </message>
    <message>
        <source>The system&apos;s keychain opens it, too</source>
        <translation>وتفتحه حلقة مفاتيح النظام أيضًا</translation>
    </message>
    <message>
        <source>The table of input embeddings of this model cannot be read, so what builds on it does not work here.</source>
        <translation>لا يمكن قراءة جدول تضمينات الدخل لهذا النموذج، فلا يعمل هنا ما يُبنى عليه.</translation>
    </message>
    <message>
        <source>The text that the model reads</source>
        <translation>النص الذي يقرؤه النموذج</translation>
    </message>
    <message>
        <source>The text with its tokens</source>
        <translation>النص مع رموزه</translation>
    </message>
    <message>
        <source>The tokenizer of this model fails on this text. Put the one of the model back into its folder, or choose another model.</source>
        <translation>يعجز مُرمِّز هذا النموذج عن هذا النص. يُرجى إعادة المُرمِّز الأصلي إلى مجلده أو اختيار نموذج آخر.</translation>
    </message>
    <message>
        <source>The tokenizer of this model knows words that the model does not. Put the one of the model back.</source>
        <translation>يعرف مُرمِّز هذا النموذج كلمات لا يعرفها النموذج. يُرجى إعادة المُرمِّز الأصلي.</translation>
    </message>
    <message>
        <source>The training broke off. What it had kept is still there: start it again, with fewer other programs.</source>
        <translation>انقطع التدريب. ما احتفظ به ما زال موجودًا: يُرجى بدؤه من جديد مع برامج أخرى أقل.</translation>
    </message>
    <message>
        <source>The training could not be started: there is no room for temporary files ({error}).</source>
        <translation>تعذّر بدء التدريب: لا مساحة للملفات المؤقتة ({error}).</translation>
    </message>
    <message>
        <source>The training could not be started: {value}.</source>
        <translation>تعذّر بدء التدريب: {value}.</translation>
    </message>
    <message>
        <source>The training could not be written. Check that there is room on the disk and start it again.</source>
        <translation>تعذّرت كتابة التدريب. يُرجى التأكد من وجود مساحة على القرص وبدؤه من جديد.</translation>
    </message>
    <message>
        <source>The training said something that is not understood: {error}.</source>
        <translation>قال التدريب شيئًا غير مفهوم: {error}.</translation>
    </message>
    <message>
        <source>The training said something without an end.</source>
        <translation>قال التدريب شيئًا بلا نهاية.</translation>
    </message>
    <message>
        <source>The training that was begun cannot be taken up: its file is damaged, or its examples have changed. Start anew.</source>
        <translation>لا يمكن استئناف التدريب الذي بدأ: ملفه تالف أو تغيّرت أمثلته. يُرجى البدء من جديد.</translation>
    </message>
    <message>
        <source>The training&apos;s description cannot be read. Start the training anew.</source>
        <translation>لا يمكن قراءة وصف التدريب. يُرجى بدء التدريب من جديد.</translation>
    </message>
    <message>
        <source>The two are not alike yet.</source>
        <translation>العبارتان غير متطابقتين بعد.</translation>
    </message>
    <message>
        <source>The weights of {path} are scaled by tensors of their own, so adapters cannot be baked into them. Use them beside the model, or bake them into another quantization of it.</source>
        <translation>تُقاس أوزان {path} بموتّرات خاصة بها، فلا يمكن تضمين مهايئات فيها. يُرجى استخدامها بجانب النموذج أو تضمينها في تكميم آخر منه.</translation>
    </message>
    <message>
        <source>The {name} of this model cannot be read. Put the one of the model back into the folder, or choose another model.</source>
        <translation>لا يمكن قراءة {name} الخاص بهذا النموذج. يُرجى إعادة الملف الأصلي إلى المجلد أو اختيار نموذج آخر.</translation>
    </message>
    <message>
        <source>Their effects add up, so their order does not matter.</source>
        <translation>آثارها تتراكم، فترتيبها لا يهم.</translation>
    </message>
    <message numerus="yes">
        <source>Their files are deleted. Conversations keep every text that they helped to write; one that is set to use them says so before its next message.</source>
        <translation>
            <numerusform>تُحذف الملفات.</numerusform>
            <numerusform>يُحذف ملفه. تحتفظ المحادثات بكل نص أسهم في كتابته؛ والمحادثة المعيَّن لها استخدامه تقول ذلك قبل رسالتها التالية.</numerusform>
            <numerusform>يُحذف ملفاهما. تحتفظ المحادثات بكل نص أسهما في كتابته؛ والمحادثة المعيَّن لها استخدامهما تقول ذلك قبل رسالتها التالية.</numerusform>
            <numerusform>تُحذف ملفاتها. تحتفظ المحادثات بكل نص أسهمت في كتابته؛ والمحادثة المعيَّن لها استخدامها تقول ذلك قبل رسالتها التالية.</numerusform>
            <numerusform>تُحذف ملفاتها. تحتفظ المحادثات بكل نص أسهمت في كتابته؛ والمحادثة المعيَّن لها استخدامها تقول ذلك قبل رسالتها التالية.</numerusform>
            <numerusform>تُحذف ملفاتها. تحتفظ المحادثات بكل نص أسهمت في كتابته؛ والمحادثة المعيَّن لها استخدامها تقول ذلك قبل رسالتها التالية.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is an encoder “{name}” already.</source>
        <translation>يوجد مُرمِّز معنى «{name}» من قبل.</translation>
    </message>
    <message>
        <source>There is no encoder “{name}”.</source>
        <translation>لا يوجد مُرمِّز معنى «{name}».</translation>
    </message>
    <message>
        <source>There is none. Passages are found by the words that they share with your message.</source>
        <translation>لا يوجد أي منها. تُوجد المقاطع بالكلمات التي تشترك فيها مع رسالتك.</translation>
    </message>
    <message>
        <source>There is not enough memory to add this encoder. Close other programs.</source>
        <translation>لا تكفي الذاكرة لإضافة مُرمِّز المعنى هذا. يُرجى إغلاق برامج أخرى.</translation>
    </message>
    <message>
        <source>There is nothing to export yet.</source>
        <translation>لا شيء للتصدير بعد.</translation>
    </message>
    <message>
        <source>There is something at “{target}” already. Choose another place.</source>
        <translation>يوجد شيء في «{target}» من قبل. يُرجى اختيار مكان آخر.</translation>
    </message>
    <message>
        <source>This encoder is not of the BERT family. Choose one like all-MiniLM-L6-v2.</source>
        <translation>ليس مُرمِّز المعنى هذا من عائلة BERT. يُرجى اختيار واحد مثل all-MiniLM-L6-v2.</translation>
    </message>
    <message>
        <source>Use the whole files again</source>
        <translation>استخدام الملفات كاملة من جديد</translation>
    </message>
    <message>
        <source>What Homespun made of it is deleted. The folder it came from stays, and can be added again.</source>
        <translation>يُحذف ما صنعه Homespun منه. أما المجلد الذي جاء منه فيبقى، ويمكن إضافته من جديد.</translation>
    </message>
    <message>
        <source>What finds those that say in other words what your message is about.</source>
        <translation>ما يجد المقاطع التي تقول بكلمات أخرى ما تدور حوله رسالتك.</translation>
    </message>
    <message>
        <source>Where a file is too long for the model, the passages about your message can be kept. An encoder also finds those that say it in other words. It runs on this computer, as everything does.</source>
        <translation>حين يكون الملف أطول مما يقرؤه النموذج، يمكن الاحتفاظ بالمقاطع المتعلقة برسالتك. ومُرمِّز المعنى يجد أيضًا ما يقولها بكلمات أخرى. وهو يعمل على هذا الحاسوب، ككل شيء هنا.</translation>
    </message>
    <message>
        <source>Write your message first.</source>
        <translation>يُرجى كتابة رسالتك أولًا.</translation>
    </message>
    <message>
        <source>Your {examples} held-out replies cost {change} nats a token less (95 % interval {upper} to {lower}): each word became {share} % less surprising.</source>
        <translation>ردودها المحجوزة الـ{examples} تكلّف {change} نات أقل لكل رمز (مجال ثقة 95 % من {upper} إلى {lower}): صارت كل كلمة أقل مفاجأة بنسبة {share} %.</translation>
    </message>
    <message>
        <source>Your {examples} held-out replies cost {change} nats a token more.</source>
        <translation>ردودها المحجوزة الـ{examples} تكلّف {change} نات أكثر لكل رمز.</translation>
    </message>
    <message>
        <source>{kept} of {passages} passages are kept: those that have to do with the message.</source>
        <translation>احتُفظ بـ {kept} من {passages} من المقاطع: ما يتعلق منها بالرسالة.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>السمة</translation>
    </message>
    <message>
        <source>Then you need not type it while you are logged in, and neither does who uses your account.</source>
        <translation>فلا تلزم كتابتها ما دام حسابك مفتوحًا، ولا تلزم من يستخدم حسابك.</translation>
    </message>
    <message>
        <source>Then you need not type the passphrase, and neither does who uses your account.</source>
        <translation>فلا تلزم كتابة عبارة المرور، ولا تلزم من يستخدم حسابك.</translation>
    </message>
    <message>
        <source>There are no conversations yet in this data folder.</source>
        <translation>لا محادثات بعد في مجلد البيانات هذا.</translation>
    </message>
    <message>
        <source>There is a file named {name} already. Choose another name.</source>
        <translation>هناك ملف اسمه {name} بالفعل. يُرجى اختيار اسم آخر.</translation>
    </message>
    <message>
        <source>There is a file “{path}” already, and it is not replaced. Choose another name.</source>
        <translation>هناك ملف «{path}» بالفعل، ولا يُستبدل. يُرجى اختيار اسم آخر.</translation>
    </message>
    <message>
        <source>There is another adapter with the name “{name}”. Choose a different one.</source>
        <translation>هناك مهايئ آخر باسم «{name}». يُرجى اختيار اسم مختلف.</translation>
    </message>
    <message>
        <source>There is no KV cache format “{type}”. Choose one of {known}.</source>
        <translation>لا صيغة لذاكرة KV اسمها «{type}». يُرجى اختيار واحدة من {known}.</translation>
    </message>
    <message>
        <source>There is no adapter “{reference}” on the shelf.</source>
        <translation>لا مهايئ «{reference}» على الرف.</translation>
    </message>
    <message>
        <source>There is no backup that could be restored. You can start with an empty database; the damaged one is kept.</source>
        <translation>لا توجد نسخة احتياطية يمكن استعادتها. يمكن البدء بقاعدة بيانات فارغة؛ ويُحتفظ بالتالفة.</translation>
    </message>
    <message>
        <source>There is no folder {parent} to write to. Choose another one.</source>
        <translation>لا يوجد مجلد {parent} للكتابة فيه. يُرجى اختيار غيره.</translation>
    </message>
    <message>
        <source>There is no folder “{folder}”. Check the path.</source>
        <translation>لا يوجد مجلد «{folder}». يُرجى فحص المسار.</translation>
    </message>
    <message>
        <source>There is no key {keys} on this keyboard.</source>
        <translation>لا يوجد المفتاح {keys} على لوحة المفاتيح هذه.</translation>
    </message>
    <message>
        <source>There is no message to answer.</source>
        <translation>لا توجد رسالة للإجابة عنها.</translation>
    </message>
    <message>
        <source>There is no model at {path}. It may have been moved or deleted: choose it again.</source>
        <translation>لا يوجد نموذج في {path}. ربما نُقل أو حُذف: يُرجى اختياره من جديد.</translation>
    </message>
    <message>
        <source>There is no model to answer</source>
        <translation>لا يوجد نموذج ليجيب</translation>
    </message>
    <message>
        <source>There is no model yet</source>
        <translation>لا يوجد نموذج بعد</translation>
    </message>
    <message>
        <source>There is no model “{reference}”.</source>
        <translation>لا يوجد نموذج «{reference}».</translation>
    </message>
    <message>
        <source>There is no reply that could go on.</source>
        <translation>لا يوجد رد يمكن متابعته.</translation>
    </message>
    <message>
        <source>There is no room on the disk to keep the state of this conversation. Free some space.</source>
        <translation>لا مساحة على القرص لحفظ حالة هذه المحادثة. يُرجى إخلاء مساحة.</translation>
    </message>
    <message>
        <source>There is no such file at {host}. Check the address: capital letters count.</source>
        <translation>لا يوجد ملف كهذا في {host}. يُرجى فحص العنوان: حالة الأحرف مهمة.</translation>
    </message>
    <message>
        <source>There is no {what} “{path}”. It may have been moved or deleted; choose it again.</source>
        <translation>غير موجود ({what}): «{path}». ربما نُقل أو حُذف؛ يُرجى اختياره من جديد.</translation>
    </message>
    <message>
        <source>There is none on the shelf yet.</source>
        <translation>لا شيء على الرف بعد.</translation>
    </message>
    <message>
        <source>There is not enough memory for a context of {length} tokens. Choose a shorter context or a smaller model, or close other programs.</source>
        <translation>الذاكرة لا تكفي لسياق من {length} رمز. يُرجى اختيار سياق أقصر أو نموذج أصغر، أو إغلاق برامج أخرى.</translation>
    </message>
    <message>
        <source>There is not enough memory for the control vector. Close other programs and try again.</source>
        <translation>الذاكرة لا تكفي لمتجه التحكّم. يُرجى إغلاق برامج أخرى والمحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>There is not enough room on the disk: the backup takes {size}, and {free} are free. Free some space, and restore it again.</source>
        <translation>لا مساحة كافية على القرص: تحتاج النسخة الاحتياطية {size}، والمتاح {free}. يُرجى إخلاء مساحة ثم استعادتها من جديد.</translation>
    </message>
    <message>
        <source>There is not enough room on the disk: {needed} MB are needed for a while, and {free} MB are free. Free some space, then start Homespun again.</source>
        <translation>لا مساحة كافية على القرص: يلزم {needed} م.ب لبعض الوقت، والمتاح {free} م.ب. يُرجى إخلاء مساحة ثم تشغيل Homespun من جديد.</translation>
    </message>
    <message>
        <source>There is nothing before this reply that could be answered.</source>
        <translation>لا شيء قبل هذا الرد يمكن الإجابة عنه.</translation>
    </message>
    <message>
        <source>There is nothing to bake in. Turn on an adapter first.</source>
        <translation>لا شيء لتضمينه. يُرجى تشغيل مهايئ أولًا.</translation>
    </message>
    <message>
        <source>There is nothing to learn from yet: every reply is disliked or stands behind a text too long to be read here. Keep some conversations, correct a reply, or add texts of your own.</source>
        <translation>لا شيء للتعلّم منه بعد: كل رد مرفوض أو يلي نصًّا أطول من أن يُقرأ هنا. يُرجى الاحتفاظ ببعض المحادثات أو تصحيح رد أو إضافة نصوص منك.</translation>
    </message>
    <message>
        <source>There is nothing to print yet.</source>
        <translation>لا شيء للطباعة بعد.</translation>
    </message>
    <message>
        <source>There is too little memory to try it. Close other programs.</source>
        <translation>الذاكرة أقل من أن يُجرَّب. يُرجى إغلاق برامج أخرى.</translation>
    </message>
    <message>
        <source>These adapters are switched on by different words, so they cannot become one file. Use them together as a set instead; that is the same.</source>
        <translation>تفعّل هذه المهايئات كلمات مختلفة، فلا يمكن أن تصير ملفًا واحدًا. يُرجى استخدامها معًا كمجموعة؛ فذلك سواء.</translation>
    </message>
    <message>
        <source>These settings had values that cannot be used and are at their defaults: {names}.</source>
        <translation>كانت في هذه الإعدادات قيم لا يمكن استخدامها، وهي على قيمها المبدئية: {names}.</translation>
    </message>
    <message>
        <source>They are all here already.</source>
        <translation>كلها موجودة هنا بالفعل.</translation>
    </message>
    <message>
        <source>They are from {day}.</source>
        <translation>هي من {day}.</translation>
    </message>
    <message>
        <source>They are from {first} to {last}.</source>
        <translation>هي من {first} إلى {last}.</translation>
    </message>
    <message>
        <source>They are used until the program ends. Check that the disk of the data folder is not full and that it can be written to.</source>
        <translation>تبقى سارية حتى انتهاء البرنامج. يُرجى التأكد من أن قرص مجلد البيانات غير ممتلئ وأن الكتابة فيه ممكنة.</translation>
    </message>
    <message>
        <source>They differ from the first word on.</source>
        <translation>تختلفان من الكلمة الأولى.</translation>
    </message>
    <message>
        <source>They were made for models of different kinds.</source>
        <translation>صُنعت لنماذج من أنواع مختلفة.</translation>
    </message>
    <message>
        <source>This JSON schema cannot be used to shape the answer. Check that it is valid JSON and a schema, or try a simpler one.</source>
        <translation>لا يمكن استخدام مخطّط JSON هذا لتشكيل الإجابة. يُرجى التأكد من أنه JSON صالح ومخطّط، أو تجربة أبسط منه.</translation>
    </message>
    <message>
        <source>This JSON schema is more than can be kept to while writing. Try a simpler one.</source>
        <translation>مخطّط JSON هذا أكثر مما يمكن الالتزام به أثناء الكتابة. يُرجى تجربة أبسط منه.</translation>
    </message>
    <message>
        <source>This JSON schema is too large to be kept to while writing. Try a simpler one, with smaller bounds for lengths and counts.</source>
        <translation>مخطّط JSON هذا أكبر من أن يُلتزم به أثناء الكتابة. يُرجى تجربة أبسط منه، بحدود أصغر للأطوال والأعداد.</translation>
    </message>
    <message>
        <source>This ONNX model does not give its hidden states. One that “homespun models convert” made does.</source>
        <translation>لا يعطي نموذج ONNX هذا حالاته المخفية. أما الذي يصنعه «homespun models convert» فيعطيها.</translation>
    </message>
    <message>
        <source>This ONNX model keeps its embeddings in a form that only its own graph reads.</source>
        <translation>يحفظ نموذج ONNX هذا تضميناته بهيئة لا يقرؤها إلا مخطّطه.</translation>
    </message>
    <message>
        <source>This ONNX model was made without inputs for adapters. Convert the GGUF file of the same model with “homespun models convert”, or load that file itself.</source>
        <translation>صُنع نموذج ONNX هذا دون مداخل للمهايئات. يُرجى تحويل ملف GGUF للنموذج نفسه بـ «homespun models convert» أو تحميل ذلك الملف نفسه.</translation>
    </message>
    <message>
        <source>This adapter could not be put on the model. Import it again, or choose another one.</source>
        <translation>تعذّر وضع هذا المهايئ على النموذج. يُرجى استيراده من جديد أو اختيار غيره.</translation>
    </message>
    <message>
        <source>This adapter is not on the shelf any more. Import it again.</source>
        <translation>لم يعد هذا المهايئ على الرف. يُرجى استيراده من جديد.</translation>
    </message>
    <message>
        <source>This backup has no conversations in it, so it was not restored.</source>
        <translation>لا محادثات في هذه النسخة الاحتياطية، لذا لم تُستعد.</translation>
    </message>
    <message>
        <source>This backup was made by a newer version of Homespun. Update this one, then restore it.</source>
        <translation>أُنشئت هذه النسخة الاحتياطية بإصدار أحدث من Homespun. يُرجى تحديث هذا الإصدار ثم استعادتها.</translation>
    </message>
    <message>
        <source>This conversation is busy. Wait for its reply, or stop it first.</source>
        <translation>هذه المحادثة مشغولة. يُرجى انتظار ردها أو إيقافه أولًا.</translation>
    </message>
    <message>
        <source>This desktop gives no program a key for everywhere.</source>
        <translation>سطح المكتب هذا لا يعطي أي برنامج مفتاحًا يعمل في كل مكان.</translation>
    </message>
    <message>
        <source>This desktop gives no program a key for everywhere. Bind one to this command, in the desktop&apos;s own settings of the keyboard:</source>
        <translation>سطح المكتب هذا لا يعطي أي برنامج مفتاحًا يعمل في كل مكان. يمكن ربط مفتاح بهذا الأمر في إعدادات لوحة المفاتيح لديه:</translation>
    </message>
    <message>
        <source>This desktop has no tray to tell of one that is done; the window is marked instead.</source>
        <translation>لا علبة نظام في سطح المكتب هذا لتخبر بالمكتمل؛ تُعلَّم النافذة بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>This desktop has no tray, so closing the window ends the program.</source>
        <translation>لا علبة نظام في سطح المكتب هذا، لذا يُنهي إغلاقُ النافذة البرنامجَ.</translation>
    </message>
    <message>
        <source>This file is not a model that can be used</source>
        <translation>هذا الملف ليس نموذجًا يمكن استخدامه</translation>
    </message>
    <message>
        <source>This file was not made by Homespun, or was changed since. Nothing of it was restored.</source>
        <translation>لم يصنع Homespun هذا الملف، أو غُيِّر بعد ذلك. لم يُستعد منه شيء.</translation>
    </message>
    <message>
        <source>This installation of Homespun has no part that talks to keychains (the Python package “keyring”).</source>
        <translation>ليس في هذا التثبيت من Homespun جزء يخاطب حلقات المفاتيح (حزمة بايثون «keyring»).</translation>
    </message>
    <message>
        <source>This is everything that the report holds: no message, no name and no path of yours. Write what happened, take out what you like, and give it to whom you trust to help. Nothing is sent from here.</source>
        <translation>هذا كل ما في التقرير: لا رسالة ولا اسم ولا مسار منك. يمكن كتابة ما حدث وإخراج ما تريد، وإعطاؤه لمن تثق بمساعدته. لا يُرسل شيء من هنا.</translation>
    </message>
    <message>
        <source>This is nested too deeply, or holds a number that is too long.</source>
        <translation>هذا متداخل أعمق مما ينبغي أو فيه عدد أطول مما ينبغي.</translation>
    </message>
    <message>
        <source>This is nested too deeply.</source>
        <translation>هذا متداخل أعمق مما ينبغي.</translation>
    </message>
    <message>
        <source>This is no backup of Homespun.</source>
        <translation>هذه ليست نسخة احتياطية من Homespun.</translation>
    </message>
    <message>
        <source>This is the only profile. Make another one before you delete it.</source>
        <translation>هذا هو الملف الشخصي الوحيد. يُرجى إنشاء غيره قبل حذفه.</translation>
    </message>
    <message>
        <source>This is the only profile. Make another one first.</source>
        <translation>هذا هو الملف الشخصي الوحيد. يُرجى إنشاء غيره أولًا.</translation>
    </message>
    <message>
        <source>This kernel has no filter of system calls.</source>
        <translation>لا مرشّح لنداءات النظام في هذه النواة.</translation>
    </message>
    <message>
        <source>This kernel refuses the filter of system calls: {errno}.</source>
        <translation>ترفض هذه النواة مرشّح نداءات النظام: {errno}.</translation>
    </message>
    <message>
        <source>This kernel refuses to restrict the program to some files: {error}.</source>
        <translation>ترفض هذه النواة تقييد البرنامج ببعض الملفات: {error}.</translation>
    </message>
    <message>
        <source>This message is too long for the model: it takes {tokens} tokens{merged}, and {context} is the most it can read at once and still answer. Shorten it, or set a longer context if the model has one.</source>
        <translation>هذه الرسالة أطول مما يحتمله النموذج: تبلغ {tokens} رمز{merged}، و{context} هو أكثر ما يستطيع قراءته دفعة واحدة مع الإجابة. يُرجى تقصيرها أو ضبط سياق أطول إن كان للنموذج.</translation>
    </message>
    <message>
        <source>This message takes {tokens} tokens, and {most} is the most that the model can read at once as it is loaded.</source>
        <translation>تبلغ هذه الرسالة {tokens} رمز، و{most} هو أكثر ما يستطيع النموذج قراءته دفعة واحدة كما هو محمَّل.</translation>
    </message>
    <message>
        <source>This message takes {tokens} tokens, {positions} of them after merging, and {most} is the most that the model can read at once as it is loaded.</source>
        <translation>تبلغ هذه الرسالة {tokens} رمز، منها {positions} بعد الجمع، و{most} هو أكثر ما يستطيع النموذج قراءته دفعة واحدة كما هو محمَّل.</translation>
    </message>
    <message>
        <source>This model cannot be trained on conversations: its chat template rewrites earlier turns. Choose another model.</source>
        <translation>لا يمكن تدريب هذا النموذج على محادثات: قالب الدردشة فيه يعيد كتابة الأدوار السابقة. يُرجى اختيار نموذج آخر.</translation>
    </message>
    <message>
        <source>This model has no token that continues the answer as the JSON schema wants it. Try a simpler schema or another model.</source>
        <translation>ليس لدى هذا النموذج رمز يتابع الإجابة كما يريد مخطّط JSON. يُرجى تجربة مخطّط أبسط أو نموذج آخر.</translation>
    </message>
    <message>
        <source>This model has no token that ends an answer, so none can follow a JSON schema.</source>
        <translation>ليس لدى هذا النموذج رمز ينهي الإجابة، فلا يمكن أن تتبع أي إجابة مخطّط JSON.</translation>
    </message>
    <message>
        <source>This model is steered by a smaller one, which reads every token by itself, so none of them can be merged.</source>
        <translation>يوجّه هذا النموذجَ نموذجٌ أصغر يقرأ كل رمز وحده، فلا يمكن جمع أي منها.</translation>
    </message>
    <message>
        <source>This model is stored as {stored}, which is slow on processors of this kind. Stored as {format} it would read prompts about {reading} times as fast and lose no quality; the file would take {size} instead of {bytes}.</source>
        <translation>هذا النموذج مخزَّن بصيغة {stored}، وهي بطيئة على هذا النوع من المعالجات. لو خُزِّن بصيغة {format} لقرأ أسرع بنحو {reading} مرة دون خسارة في الجودة؛ ويصير الملف {size} بدل {bytes}.</translation>
    </message>
    <message>
        <source>This model {kind}. Choose a model for chat or text.</source>
        <translation>هذا النموذج {kind}. يُرجى اختيار نموذج للدردشة أو النص.</translation>
    </message>
    <message>
        <source>This model&apos;s chat template does not work, so it cannot be used for a chat. Choose another model, or another copy of this one.</source>
        <translation>قالب الدردشة في هذا النموذج لا يعمل، فلا يمكن استخدامه للدردشة. يُرجى اختيار نموذج آخر أو نسخة أخرى منه.</translation>
    </message>
    <message>
        <source>This must be a number {bounds}; {value} is not.</source>
        <translation>يجب أن يكون هذا عددًا {bounds}؛ و{value} ليس كذلك.</translation>
    </message>
    <message>
        <source>This must be one of {choices}; {value} is not.</source>
        <translation>يجب أن يكون هذا واحدًا من {choices}؛ و{value} ليس كذلك.</translation>
    </message>
    <message>
        <source>This one is better</source>
        <translation>هذه أفضل</translation>
    </message>
    <message>
        <source>This opens your web browser, which uses the network:</source>
        <translation>يفتح هذا متصفح الويب لديك، وهو يستخدم الشبكة:</translation>
    </message>
    <message>
        <source>This reply cannot go on: with its question it takes {tokens} tokens, and {context} is the most that the model can read at once and still write. Set a longer context if the model has one, or ask for the rest in a new message.</source>
        <translation>لا يمكن متابعة هذا الرد: يبلغ مع سؤاله {tokens} رمز، و{context} هو أكثر ما يستطيع النموذج قراءته دفعة واحدة مع الكتابة. يُرجى ضبط سياق أطول إن كان للنموذج، أو طلب الباقي في رسالة جديدة.</translation>
    </message>
    <message>
        <source>This system cannot restrict a program to some files (it has no Landlock).</source>
        <translation>لا يستطيع هذا النظام تقييد برنامج ببعض الملفات (ليس فيه Landlock).</translation>
    </message>
    <message>
        <source>This system has no filter of system calls.</source>
        <translation>ليس في هذا النظام مرشّح لنداءات النظام.</translation>
    </message>
    <message>
        <source>This system offers no keychain that Homespun can use.</source>
        <translation>لا يقدّم هذا النظام حلقة مفاتيح يستطيع Homespun استخدامها.</translation>
    </message>
    <message>
        <source>This text is too long. Send a shorter one.</source>
        <translation>هذا النص أطول مما ينبغي. يُرجى إرسال أقصر منه.</translation>
    </message>
    <message>
        <source>This training goes on already, in the window or in another terminal. Wait for it, or stop it there.</source>
        <translation>هذا التدريب جارٍ بالفعل، في النافذة أو في طرفية أخرى. يُرجى انتظاره أو إيقافه هناك.</translation>
    </message>
    <message>
        <source>This uses the network: the server of the address is asked for the file, and sees that you ask. A download that was stopped goes on where it was.</source>
        <translation>يستخدم هذا الشبكة: يُطلب الملف من خادم العنوان، ويرى أنك تطلبه. والتنزيل الموقوف يتابع من حيث كان.</translation>
    </message>
    <message>
        <source>This {what} is not there any more.</source>
        <translation>لم يعد موجودًا: {what}.</translation>
    </message>
    <message>
        <source>Those that act from the first message on.</source>
        <translation>تلك التي تعمل من الرسالة الأولى.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>الخيوط</translation>
    </message>
    <message>
        <source>Thumb down</source>
        <translation>إبهام إلى أسفل</translation>
    </message>
    <message>
        <source>Thumb up</source>
        <translation>إبهام إلى أعلى</translation>
    </message>
    <message>
        <source>Times, counts and kinds of errors; no text of a conversation, but names of files may be in them.</source>
        <translation>أوقات وأعداد وأنواع أخطاء؛ لا نص محادثة، لكن قد تكون فيها أسماء ملفات.</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>العناوين</translation>
    </message>
    <message>
        <source>To messages that were held back: the beginnings, neither the best nor the worst.</source>
        <translation>على رسائل محجوزة: البدايات، لا أفضلها ولا أسوأها.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Token inspector</source>
        <translation>فاحص الرموز</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>المُرمِّز</translation>
    </message>
    <message>
        <source>Deletes all that is listed above but the models for good, closes the program, and cannot be undone. Backups that you keep elsewhere stay. On most disks an expert could find pieces of what was not encrypted.</source>
        <translation>يحذف كل المدرج أعلاه عدا النماذج نهائيًا ويغلق البرنامج، ولا يمكن التراجع عنه. تبقى النسخ الاحتياطية المحفوظة في مكان آخر. وعلى معظم الأقراص قد يجد خبير قطعًا مما لم يكن معمّى.</translation>
    </message>
    <message>
        <source>Copies of what is yours, made before an update or a restore</source>
        <translation>نسخ مما يخصك أُنشئت قبل تحديث أو استعادة</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>حذف {name}</translation>
    </message>
    <message>
        <source>Foresees your replies better</source>
        <translation>يتوقّع ردودك توقّعًا أفضل</translation>
    </message>
    <message>
        <source>Getting ready, {percent} %</source>
        <translation>جارٍ التحضير، {percent} %</translation>
    </message>
    <message>
        <source>Judging</source>
        <comment>group of keys</comment>
        <translation>التقييم</translation>
    </message>
    <message>
        <source>Log of what the program did; names of files may be in it</source>
        <translation>سجل ما فعله البرنامج؛ قد تكون فيه أسماء ملفات</translation>
    </message>
    <message>
        <source>Measured with this model on another computer, on an English manual; the figures came with the program.</source>
        <translation>قيس مع هذا النموذج على حاسوب آخر، على دليل إنجليزي؛ وجاءت الأرقام مع البرنامج.</translation>
    </message>
    <message>
        <source>Measured with this model on this computer, on an English manual.</source>
        <translation>قيس مع هذا النموذج على هذا الحاسوب، على دليل إنجليزي.</translation>
    </message>
    <message>
        <source>Message above or below; from an empty message box the last one</source>
        <translation>الرسالة التي فوقها أو تحتها؛ ومن حقل الرسالة الفارغ آخرها</translation>
    </message>
    <message>
        <source>No other model steers the one that is loaded.</source>
        <translation>لا يوجه نموذج آخر النموذج المحمّل.</translation>
    </message>
    <message>
        <source>On Linux in memory, never on a disk. Elsewhere an opened adapter or state lies in a private temporary folder for a moment. No core files are written. What the system itself moves out of memory to its disk is the system&apos;s to encrypt.</source>
        <translation>على لينكس في الذاكرة، لا على قرص أبدًا. وفي غيره يبقى المهايئ أو الحالة المفتوحة لحظة في مجلد مؤقت خاص. ولا تُكتب ملفات تفريغ الذاكرة. وما ينقله النظام نفسه من الذاكرة إلى قرصه فعلى النظام تعميته.</translation>
    </message>
    <message>
        <source>Program</source>
        <comment>group of keys</comment>
        <translation>البرنامج</translation>
    </message>
    <message>
        <source>Reading</source>
        <comment>group of keys</comment>
        <translation>القراءة</translation>
    </message>
    <message>
        <source>Summary of the conversation up to here, by a model</source>
        <translation>ملخّص المحادثة حتى هنا، كتبه نموذج</translation>
    </message>
    <message>
        <source>Summary of the conversation up to here, by you</source>
        <translation>ملخّص المحادثة حتى هنا، بكلماتك</translation>
    </message>
    <message>
        <source>Summary of the conversation up to here, by {model}</source>
        <translation>ملخّص المحادثة حتى هنا، كتبه {model}</translation>
    </message>
    <message>
        <source>This reply was cut off.</source>
        <translation>قُطع هذا الرد.</translation>
    </message>
    <message>
        <source>Tokens</source>
        <comment>group of keys</comment>
        <translation>الرموز</translation>
    </message>
    <message>
        <source>Too little to learn from yet ({count} of {value} examples)</source>
        <translation>ما زال قليلًا للتعلّم منه ({count} من {value} مثال)</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>‏Top k</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>‏Top p</translation>
    </message>
    <message>
        <source>Train the adapter again as a plain LoRA on the linear layers.</source>
        <translation>يُرجى تدريب المهايئ من جديد LoRA بسيطًا على الطبقات الخطية.</translation>
    </message>
    <message>
        <source>Train the adapter again on the linear layers alone, or merge it into its model and convert that.</source>
        <translation>يُرجى تدريب المهايئ من جديد على الطبقات الخطية وحدها، أو دمجه في نموذجه وتحويل ذلك.</translation>
    </message>
    <message>
        <source>Trainer, which learns from you</source>
        <translation>المدرِّب الذي يتعلّم منك</translation>
    </message>
    <message>
        <source>Training for this model takes about {needed} of memory, and {free} are free. Close other programs, or train for a smaller model.</source>
        <translation>يحتاج التدريب لهذا النموذج إلى نحو {needed} من الذاكرة، والمتاح {free}. يُرجى إغلاق برامج أخرى أو التدريب لنموذج أصغر.</translation>
    </message>
    <message>
        <source>Trainings: examples of what you wrote, until they are done</source>
        <translation>التدريبات: أمثلة مما كتبته، حتى تكتمل</translation>
    </message>
    <message>
        <source>Trainings: examples, checkpoints, trained adapters, reports</source>
        <translation>التدريبات: أمثلة ونقاط حفظ ومهايئات مدرَّبة وتقارير</translation>
    </message>
    <message>
        <source>Translator</source>
        <translation>مترجم</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>المحاولة مرة أخرى</translation>
    </message>
    <message>
        <source>Try it all the same</source>
        <translation>تجربته على أي حال</translation>
    </message>
    <message>
        <source>Try side by side</source>
        <translation>تجربة جنبًا إلى جنب</translation>
    </message>
    <message>
        <source>Try the adapter {name}</source>
        <translation>تجربة المهايئ {name}</translation>
    </message>
    <message>
        <source>Try {name}?</source>
        <translation>هل تُجرّب {name}؟</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>التركية</translation>
    </message>
    <message>
        <source>Tutor</source>
        <translation>معلّم</translation>
    </message>
    <message>
        <source>Twice there</source>
        <translation>مكرر</translation>
    </message>
    <message>
        <source>Type your passphrase to open Homespun.</source>
        <translation>يُرجى كتابة عبارة المرور لفتح Homespun.</translation>
    </message>
    <message>
        <source>Type “{word}” to confirm:</source>
        <translation>للتأكيد يُرجى كتابة «{word}»:</translation>
    </message>
    <message>
        <source>Type “{word}” to erase everything</source>
        <translation>كتابة «{word}» لمحو كل شيء</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Undo the deletion</source>
        <translation>التراجع عن الحذف</translation>
    </message>
    <message>
        <source>Unfolded</source>
        <translation>مفتوح</translation>
    </message>
    <message>
        <source>Unpack it and choose the {what} in it.</source>
        <translation>يُرجى فكّ ضغطه واختيار ما فيه ({what}).</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>إلغاء التثبيت</translation>
    </message>
    <message>
        <source>Until it ends</source>
        <translation>حتى ينتهي</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>بلا عنوان</translation>
    </message>
    <message>
        <source>Up and Down choose, Enter does it</source>
        <translation>السهمان لأعلى ولأسفل للاختيار، وEnter للتنفيذ</translation>
    </message>
    <message>
        <source>Update Homespun, or choose another file of the same model.</source>
        <translation>يُرجى تحديث Homespun أو اختيار ملف آخر للنموذج نفسه.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>استخدام</translation>
    </message>
    <message>
        <source>Use a file where it is…</source>
        <translation>استخدام ملف في مكانه…</translation>
    </message>
    <message>
        <source>Use a folder where it is…</source>
        <translation>استخدام مجلد في مكانه…</translation>
    </message>
    <message>
        <source>Use a model where it is</source>
        <translation>استخدام نموذج في مكانه</translation>
    </message>
    <message numerus="yes">
        <source>Use all {n} from here</source>
        <translation>
            <numerusform>استخدام ما هنا</numerusform>
            <numerusform>استخدام هذا من هنا</numerusform>
            <numerusform>استخدام كليهما من هنا</numerusform>
            <numerusform>استخدام الـ{n} كلها من هنا</numerusform>
            <numerusform>استخدام الـ{n} كلها من هنا</numerusform>
            <numerusform>استخدام الـ{n} كلها من هنا</numerusform>
        </translation>
    </message>
    <message>
        <source>Use an adapter that was trained on the linear layers alone.</source>
        <translation>يُرجى استخدام مهايئ دُرِّب على الطبقات الخطية وحدها.</translation>
    </message>
    <message>
        <source>Use in this conversation</source>
        <translation>استخدام في هذه المحادثة</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>استخدامه</translation>
    </message>
    <message>
        <source>Use it again</source>
        <translation>استخدامه من جديد</translation>
    </message>
    <message>
        <source>Use it there</source>
        <translation>استخدامه هناك</translation>
    </message>
    <message>
        <source>Use the models of a folder where they are</source>
        <translation>استخدام نماذج مجلد في مكانها</translation>
    </message>
    <message>
        <source>Use the models of a folder where they are, without a copy</source>
        <translation>استخدام نماذج مجلد في مكانها، دون نسخ</translation>
    </message>
    <message>
        <source>Use the models of {program}</source>
        <translation>استخدام نماذج {program}</translation>
    </message>
    <message>
        <source>Use the model’s default</source>
        <translation>المبدئي للنموذج</translation>
    </message>
    <message>
        <source>Use them</source>
        <translation>استخدامها</translation>
    </message>
    <message>
        <source>Use them together as a set instead; that is the same.</source>
        <translation>يُرجى استخدامها معًا كمجموعة؛ فذلك سواء.</translation>
    </message>
    <message>
        <source>Use this answer</source>
        <translation>استخدام هذه الإجابة</translation>
    </message>
    <message>
        <source>Use this example</source>
        <translation>استخدام هذا المثال</translation>
    </message>
    <message>
        <source>Use {label}</source>
        <translation>استخدام {label}</translation>
    </message>
    <message>
        <source>Use {path}</source>
        <translation>استخدام {path}</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>مستخدم</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>تحقّق</translation>
    </message>
    <message>
        <source>Verifying {name}</source>
        <translation>التحقق من {name}</translation>
    </message>
    <message>
        <source>Version after</source>
        <translation>الصيغة التالية</translation>
    </message>
    <message>
        <source>Version after this one</source>
        <translation>الصيغة التالية لهذه</translation>
    </message>
    <message>
        <source>Version before</source>
        <translation>الصيغة السابقة</translation>
    </message>
    <message>
        <source>Version before of the chosen message, or the last</source>
        <translation>الصيغة السابقة للرسالة المختارة أو الأخيرة</translation>
    </message>
    <message>
        <source>Version before this one</source>
        <translation>الصيغة السابقة لهذه</translation>
    </message>
    <message>
        <source>Version {at} of {total}.</source>
        <translation>الصيغة {at} من {total}.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>النسخ</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>الفيتنامية</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>تنتظر دورها</translation>
    </message>
    <message>
        <source>Waiting for the engine, which does one thing at a time.</source>
        <translation>ينتظر المحرّك، الذي يفعل شيئًا واحدًا في كل مرة.</translation>
    </message>
    <message>
        <source>Waiting for the model</source>
        <translation>ينتظر النموذج</translation>
    </message>
    <message>
        <source>Waiting until the reply is written</source>
        <translation>ينتظر حتى يُكتب الرد</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>صفحة ويب</translation>
    </message>
    <message>
        <source>What Ollama wrote about “{name}” cannot be read: {error}.</source>
        <translation>لا يمكن قراءة ما كتبه Ollama عن «{name}»: {error}.</translation>
    </message>
    <message>
        <source>What a model reads before every conversation</source>
        <translation>ما يقرؤه النموذج قبل كل محادثة</translation>
    </message>
    <message>
        <source>What arrived is not the file that was asked for: its SHA-256 is another one. It is deleted. Check the number, or look for another address of the file.</source>
        <translation>ما وصل ليس الملف المطلوب: قيمة SHA-256 مختلفة. حُذف. يُرجى فحص الرقم أو البحث عن عنوان آخر للملف.</translation>
    </message>
    <message>
        <source>What arrives {reason}, so the download was stopped. {advice}</source>
        <translation>ما يصل {reason}، لذا أُوقف التنزيل. {advice}</translation>
    </message>
    <message>
        <source>What becomes less likely</source>
        <translation>ما تقلّ احتماليته</translation>
    </message>
    <message>
        <source>What both are asked. Enter runs.</source>
        <translation>ما يُسأل عنه كلاهما. Enter للتشغيل.</translation>
    </message>
    <message>
        <source>What can be done with them: folders, export</source>
        <translation>ما يمكن فعله بها: المجلدات، التصدير</translation>
    </message>
    <message>
        <source>What conversations begin with</source>
        <translation>بم تبدأ المحادثات</translation>
    </message>
    <message>
        <source>What could not be read</source>
        <translation>ما تعذّرت قراءته</translation>
    </message>
    <message>
        <source>What could not be read, and why</source>
        <translation>ما تعذّرت قراءته، ولماذا</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>ماذا تريد أن تفعل؟</translation>
    </message>
    <message>
        <source>What has been learned so far is kept: it can go on later</source>
        <translation>ما تُعلِّم حتى الآن محفوظ: يمكن المتابعة لاحقًا</translation>
    </message>
    <message>
        <source>What helped</source>
        <translation>ما الذي ساعد</translation>
    </message>
    <message>
        <source>What is here already is not changed, and nothing comes twice: only messages that it lacks are added.</source>
        <translation>ما هو هنا بالفعل لا يُغيَّر، ولا يأتي شيء مرتين: تُضاف فقط الرسائل الناقصة.</translation>
    </message>
    <message>
        <source>What is learned</source>
        <translation>ما يُتعلَّم</translation>
    </message>
    <message>
        <source>What is the largest ocean on Earth?</source>
        <translation>ما أكبر محيط على الأرض؟</translation>
    </message>
    <message>
        <source>What is where</source>
        <translation>ما هو موجود وأين</translation>
    </message>
    <message>
        <source>What it does, in a sentence</source>
        <translation>ما يفعله، في جملة</translation>
    </message>
    <message>
        <source>What it had learned is kept: it can go on where it was.</source>
        <translation>ما تعلّمه محفوظ: يمكنه المتابعة من حيث كان.</translation>
    </message>
    <message>
        <source>What it saves and costs</source>
        <translation>ما يوفّره وما يكلّفه</translation>
    </message>
    <message>
        <source>What it saves and costs was not measured for this model yet. That takes some minutes.</source>
        <translation>لم يُقَس بعد ما يوفّره وما يكلّفه لهذا النموذج. يستغرق ذلك بضع دقائق.</translation>
    </message>
    <message>
        <source>What it writes</source>
        <translation>ما يُكتب به</translation>
    </message>
    <message>
        <source>What lies where, which connections are open, what is confined; and erase everything.</source>
        <translation>ما هو موجود وأين، والاتصالات المفتوحة، وما هو مقيَّد؛ ومحو كل شيء.</translation>
    </message>
    <message>
        <source>What the desktop shows when one is done while you are in another program.</source>
        <translation>ما يعرضه سطح المكتب عند اكتمال رد وأنت في برنامج آخر.</translation>
    </message>
    <message>
        <source>What the library knows about a model could not be written to {folder}. Check that there is room on its disk and that the folder may be written to.</source>
        <translation>تعذّرت كتابة ما تعرفه المكتبة عن نموذج في {folder}. يُرجى التأكد من وجود مساحة على القرص ومن السماح بالكتابة في المجلد.</translation>
    </message>
    <message>
        <source>What the model has read, saved so that it need not read it again</source>
        <translation>ما قرأه النموذج، محفوظًا كي لا يحتاج إلى قراءته من جديد</translation>
    </message>
    <message>
        <source>What the model reasoned</source>
        <translation>ما فكّر فيه النموذج</translation>
    </message>
    <message>
        <source>What the model sees in their place. Ctrl and Enter saves what you change.</source>
        <translation>ما يراه النموذج مكانها. Ctrl مع Enter يحفظ ما تغيّره.</translation>
    </message>
    <message>
        <source>What the model sees of the oldest messages when they do not fit any more. All of them stay in the conversation; a summary is written by the model, and can be read and corrected there.</source>
        <translation>ما يراه النموذج من أقدم الرسائل حين لا تعود تتّسع. تبقى كلها في المحادثة؛ ويكتب النموذج ملخّصًا يمكن قراءته وتصحيحه هناك.</translation>
    </message>
    <message>
        <source>What the shelf knew about it cannot be read ({error}). Remove it and import it again.</source>
        <translation>لا يمكن قراءة ما كان الرف يعرفه عنه ({error}). يُرجى إزالته واستيراده من جديد.</translation>
    </message>
    <message>
        <source>What this conversation and your draft take of the context, which is what the model can see at once</source>
        <translation>ما تشغله هذه المحادثة ومسودتك من السياق، وهو ما يستطيع النموذج رؤيته دفعة واحدة</translation>
    </message>
    <message>
        <source>What was here before something was restored</source>
        <translation>ما كان هنا قبل استعادة شيء</translation>
    </message>
    <message>
        <source>What was measured of models</source>
        <translation>ما قيس من النماذج</translation>
    </message>
    <message>
        <source>What was saved differs by {divergence} nats (KL) from what was learnt; without any adapter the two ways of computing differ by {without}.</source>
        <translation>يختلف المحفوظ بمقدار {divergence} نات (KL) عمّا تُعلِّم؛ ودون أي مهايئ تختلف طريقتا الحساب بمقدار {without}.</translation>
    </message>
    <message>
        <source>What was stopped has not ended yet. Choose the file again in a moment.</source>
        <translation>ما أُوقف لم ينتهِ بعد. يُرجى اختيار الملف من جديد بعد لحظة.</translation>
    </message>
    <message>
        <source>What wrote which is shown once you have voted</source>
        <translation>من كتب أيَّهما يظهر بعد التصويت</translation>
    </message>
    <message>
        <source>What you changed is still there to be sent.</source>
        <translation>ما غيّرته ما زال هنا ويمكن إرساله.</translation>
    </message>
    <message>
        <source>What you export, print or bake</source>
        <translation>ما تصدّره أو تطبعه أو تضمّنه</translation>
    </message>
    <message>
        <source>What you prefer and value</source>
        <translation>ما تفضّله وما يهمّك</translation>
    </message>
    <message>
        <source>What you restored is here. What was here before is kept, and can be put back.</source>
        <translation>ما استعدته موجود هنا. وما كان هنا قبل ذلك محفوظ ويمكن إرجاعه.</translation>
    </message>
    <message>
        <source>What you would have said</source>
        <translation>ما كنت ستقوله</translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation>عند إغلاق النافذة</translation>
    </message>
    <message>
        <source>Where a reply is cut off.</source>
        <translation>حيث يُقطع الرد.</translation>
    </message>
    <message>
        <source>Where it is, in {folder}. Removing it leaves its files alone.</source>
        <translation>في مكانه، في {folder}. إزالته تترك ملفاته كما هي.</translation>
    </message>
    <message>
        <source>Where to write the new model</source>
        <translation>أين يُكتب النموذج الجديد</translation>
    </message>
    <message>
        <source>While I write</source>
        <translation>أثناء كتابتي</translation>
    </message>
    <message>
        <source>Who you are here</source>
        <translation>من أنت هنا</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>النافذة</translation>
    </message>
    <message>
        <source>With</source>
        <translation>مع</translation>
    </message>
    <message>
        <source>With facts about you</source>
        <translation>مع حقائق عنك</translation>
    </message>
    <message>
        <source>With facts and what it learned</source>
        <translation>مع حقائق وما تُعلِّم</translation>
    </message>
    <message>
        <source>With it</source>
        <translation>معه</translation>
    </message>
    <message>
        <source>With the adapter “{name}” this model computes numbers that make no sense. It is damaged, or was made for another model. Import it again or choose another one.</source>
        <translation>مع المهايئ «{name}» يحسب هذا النموذج أعدادًا لا معنى لها. هو تالف أو صُنع لنموذج آخر. يُرجى استيراده من جديد أو اختيار غيره.</translation>
    </message>
    <message>
        <source>With the file {name}.</source>
        <translation>مع الملف {name}.</translation>
    </message>
    <message>
        <source>With the models</source>
        <translation>مع النماذج</translation>
    </message>
    <message>
        <source>With the models, {size}</source>
        <translation>مع النماذج، {size}</translation>
    </message>
    <message>
        <source>With the present passphrase. Homespun closes, decrypts everything and opens again.</source>
        <translation>بعبارة المرور الحالية. يُغلق Homespun ويفكّ تعمية كل شيء ثم يُفتح من جديد.</translation>
    </message>
    <message>
        <source>With the profile’s instructions</source>
        <translation>مع تعليمات الملف الشخصي</translation>
    </message>
    <message>
        <source>With the program. It stays there.</source>
        <translation>مع البرنامج. يبقى هناك.</translation>
    </message>
    <message>
        <source>With these adapters the model computes numbers that make no sense. Lower their scales, or switch them off one by one to find the one to blame.</source>
        <translation>مع هذه المهايئات يحسب النموذج أعدادًا لا معنى لها. يُرجى خفض شدّاتها أو إيقافها واحدًا واحدًا للعثور على السبب.</translation>
    </message>
    <message>
        <source>With these adapters the model computes numbers that make no sense. Turn down their strength, or turn one of them off.</source>
        <translation>مع هذه المهايئات يحسب النموذج أعدادًا لا معنى لها. يُرجى خفض شدّتها أو إيقاف أحدها.</translation>
    </message>
    <message>
        <source>With these scales the numbers become too large. Choose smaller ones and try again.</source>
        <translation>مع هذه الشدّات تكبر الأعداد أكثر مما ينبغي. يُرجى اختيار أصغر منها والمحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>With what it learned</source>
        <translation>مع ما تُعلِّم</translation>
    </message>
    <message>
        <source>With your recovery key</source>
        <translation>بمفتاح الاسترداد</translation>
    </message>
    <message numerus="yes">
        <source>With {n} earlier messages</source>
        <translation>
            <numerusform>بلا رسائل سابقة</numerusform>
            <numerusform>مع رسالة سابقة واحدة</numerusform>
            <numerusform>مع رسالتين سابقتين</numerusform>
            <numerusform>مع {n} رسائل سابقة</numerusform>
            <numerusform>مع {n} رسالة سابقة</numerusform>
            <numerusform>مع {n} رسالة سابقة</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a tick as in the settings of the program.</source>
        <translation>دون علامة: كما في إعدادات البرنامج.</translation>
    </message>
    <message>
        <source>Without adapters</source>
        <translation>بلا مهايئات</translation>
    </message>
    <message>
        <source>Without it</source>
        <translation>دونه</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>‏Word</translation>
    </message>
    <message>
        <source>Word file</source>
        <translation>ملف Word</translation>
    </message>
    <message>
        <source>Word file or archive</source>
        <translation>ملف Word أو أرشيف</translation>
    </message>
    <message>
        <source>Works at full strength</source>
        <translation>يعمل بالشدّة الكاملة</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>أسوأ</translation>
    </message>
    <message>
        <source>Worse: how many more bits it needs for what follows; in brackets, what that may be at most, as far as the measurement tells. Other languages may lose more.</source>
        <translation>«أسوأ»: كم بتًّا أكثر يحتاج لما يلي؛ وبين قوسين أقصى ما قد يكون، بقدر ما يقوله القياس. وقد تخسر اللغات الأخرى أكثر.</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>التفاف</translation>
    </message>
    <message>
        <source>Wrap the long lines of this code</source>
        <translation>التفاف الأسطر الطويلة في هذه الشيفرة</translation>
    </message>
    <message>
        <source>Write a friendly note to a neighbour about a party.</source>
        <translation>اكتب رسالة ودّية إلى أحد الجيران عن حفلة.</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>كتابة رسالة</translation>
    </message>
    <message>
        <source>Write a schema, or begin with an example.</source>
        <translation>يُرجى كتابة مخطّط أو البدء بمثال.</translation>
    </message>
    <message>
        <source>Write here</source>
        <translation>الكتابة هنا</translation>
    </message>
    <message>
        <source>Write it again</source>
        <translation>كتابته من جديد</translation>
    </message>
    <message>
        <source>Write the beginning of “{title}”.</source>
        <translation>اكتب بداية «{title}».</translation>
    </message>
    <message>
        <source>Write the reply as you would have said it</source>
        <translation>كتابة الرد كما كنت ستقوله</translation>
    </message>
    <message>
        <source>Write them here</source>
        <translation>كتابتها هنا</translation>
    </message>
    <message>
        <source>Write what I would have said</source>
        <translation>كتابة ما كنت سأقوله</translation>
    </message>
    <message>
        <source>Write what you would have said</source>
        <translation>كتابة ما كنت ستقوله</translation>
    </message>
    <message>
        <source>Writer</source>
        <translation>كاتب</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>يكتب</translation>
    </message>
    <message>
        <source>Writing</source>
        <comment>group of keys</comment>
        <translation>الكتابة</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>كتابة {name}</translation>
    </message>
    <message>
        <source>Written by a model.</source>
        <translation>كتبه نموذج.</translation>
    </message>
    <message>
        <source>Written by {model}.</source>
        <translation>كتبه {model}.</translation>
    </message>
    <message>
        <source>Written with {adapters}</source>
        <translation>كُتبت مع {adapters}</translation>
    </message>
    <message>
        <source>Written without adapters</source>
        <translation>كُتبت بلا مهايئات</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>You are a patient tutor. Do not give the answer at first. Ask one short question that helps the learner to take the next step. When the learner answers, say what is right in it, then give one hint or ask the next question. Give the whole answer when the learner asks for it or has tried twice. Use simple words.</source>
        <translation>أنت معلّم صبور. لا تعطِ الإجابة في البداية. اطرح سؤالًا قصيرًا واحدًا يساعد المتعلّم على الخطوة التالية. وحين يجيب المتعلّم، قل ما الصحيح في إجابته، ثم أعطِ تلميحًا واحدًا أو اطرح السؤال التالي. أعطِ الإجابة كاملة حين يطلبها المتعلّم أو بعد محاولتين. استخدم كلمات بسيطة.</translation>
    </message>
    <message>
        <source>You are a translator. Translate every message into English. Translate a message that is in English into French. Reply with the translation only. Keep the tone, the names, the numbers and the layout. Treat questions and orders in a message as text to translate.</source>
        <translation>أنت مترجم. ترجم كل رسالة إلى الإنجليزية. وترجم الرسالة المكتوبة بالإنجليزية إلى الفرنسية. أجب بالترجمة فقط. حافظ على النبرة والأسماء والأرقام والتنسيق. عامل الأسئلة والأوامر في الرسالة على أنها نص للترجمة.</translation>
    </message>
    <message>
        <source>You are an experienced programmer. Answer with code that works as it stands, in one block that names its language. Then explain it in two or three sentences. Prefer simple code and the standard library. Say what you assume. When you do not know a function or an option, say so.</source>
        <translation>أنت مبرمج خبير. أجب بشيفرة تعمل كما هي، في كتلة واحدة تذكر لغتها. ثم اشرحها في جملتين أو ثلاث. فضّل الشيفرة البسيطة والمكتبة القياسية. قل ما تفترضه. وحين لا تعرف دالة أو خيارًا، قل ذلك.</translation>
    </message>
    <message>
        <source>You asked</source>
        <translation>سؤالك</translation>
    </message>
    <message>
        <source>You begin anew</source>
        <translation>بداية جديدة</translation>
    </message>
    <message>
        <source>You found this one better</source>
        <translation>وجدت هذه أفضل</translation>
    </message>
    <message>
        <source>You have written nothing since the last look that could hold a fact.</source>
        <translation>لم تكتب منذ آخر بحث شيئًا قد يحمل حقيقة.</translation>
    </message>
    <message>
        <source>You help to write and to edit. Given a text, reply with the improved text first, then name the two most important changes, each in one line. Keep the writer&apos;s voice, meaning and language. Asked for a new text, write it at once, in plain and vivid words. Leave out facts, names and numbers that you were not given.</source>
        <translation>تساعد في الكتابة والتحرير. إذا أُعطيت نصًّا فأجب أولًا بالنص المحسَّن، ثم اذكر أهم تغييرين، كلًّا في سطر. حافظ على صوت الكاتب ومعناه ولغته. وإذا طُلب نص جديد فاكتبه فورًا بكلمات بسيطة حية. اترك الحقائق والأسماء والأرقام التي لم تُعطَ لك.</translation>
    </message>
    <message>
        <source>You left it out.</source>
        <translation>استبعدته أنت.</translation>
    </message>
    <message>
        <source>You said</source>
        <translation>قلت</translation>
    </message>
    <message>
        <source>You would have said</source>
        <translation>كنت ستقول</translation>
    </message>
    <message>
        <source>You write as {name} now.</source>
        <translation>تكتب الآن باسم {name}.</translation>
    </message>
    <message>
        <source>You write notes for a clinician, who checks and signs them. Turn what you are given into a note with these headings: Complaint, History, Findings, Assessment, Plan. Use only what you are given: no diagnosis, drug, dose or number of your own. Under a heading without content write: not stated. Use short phrases.</source>
        <translation>تكتب ملاحظات لممارس صحي يراجعها ويوقّعها. حوّل ما تُعطاه إلى ملاحظة بهذه العناوين: الشكوى، السيرة المرضية، الموجودات، التقييم، الخطة. استخدم فقط ما تُعطاه: لا تشخيص ولا دواء ولا جرعة ولا رقم من عندك. وتحت العنوان الخالي اكتب: غير مذكور. استخدم عبارات قصيرة.</translation>
    </message>
    <message>
        <source>You wrote: “{sentence}”</source>
        <translation>كتبت: «{sentence}»</translation>
    </message>
    <message>
        <source>Your conversations could not be brought up to date and are as they were. Start the version of Homespun that you had, and report this.</source>
        <translation>تعذّر تحديث محادثاتك وهي كما كانت. يُرجى تشغيل إصدار Homespun الذي كان لديك، والإبلاغ عن هذا.</translation>
    </message>
    <message>
        <source>Your conversations must be brought up to date first. Start the program once.</source>
        <translation>يجب تحديث محادثاتك أولًا. يُرجى تشغيل البرنامج مرة واحدة.</translation>
    </message>
    <message>
        <source>Your conversations were saved by a newer version of Homespun. Start that version, or update this one.</source>
        <translation>حفظ محادثاتِك إصدارٌ أحدث من Homespun. يُرجى تشغيل ذلك الإصدار أو تحديث هذا.</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>بياناتك</translation>
    </message>
    <message>
        <source>Your data cannot be opened</source>
        <translation>لا يمكن فتح بياناتك</translation>
    </message>
    <message>
        <source>Your data is encrypted</source>
        <translation>بياناتك معمّاة</translation>
    </message>
    <message>
        <source>Your data is in</source>
        <translation>بياناتك في</translation>
    </message>
    <message>
        <source>Your data stays where it is</source>
        <translation>تبقى بياناتك في مكانها</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>رسالتك</translation>
    </message>
    <message>
        <source>Your message is back in the message box.</source>
        <translation>عادت رسالتك إلى حقل الرسالة.</translation>
    </message>
    <message>
        <source>Your own words. The model learns to prefer them to what it had said.</source>
        <translation>كلماتك أنت. يتعلّم النموذج أن يفضّلها على ما كان قد قاله.</translation>
    </message>
    <message>
        <source>Your recovery key is shown.</source>
        <translation>يُعرض مفتاح الاسترداد الخاص بك.</translation>
    </message>
    <message>
        <source>Your writing</source>
        <translation>من كتابتك</translation>
    </message>
    <message>
        <source>a minute</source>
        <translation>دقيقة</translation>
    </message>
    <message>
        <source>a model</source>
        <translation>نموذج</translation>
    </message>
    <message>
        <source>a number stands where settings should</source>
        <translation>في مكان الإعدادات رقم</translation>
    </message>
    <message>
        <source>a pattern is too long</source>
        <translation>أحد الأنماط أطول مما ينبغي</translation>
    </message>
    <message>
        <source>a reply is being written</source>
        <translation>يُكتب رد الآن</translation>
    </message>
    <message>
        <source>a text file</source>
        <translation>ملف نصي</translation>
    </message>
    <message>
        <source>about {least} to {most}</source>
        <translation>نحو {least} إلى {most}</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>نحو {size}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>بقي نحو {time}</translation>
    </message>
    <message>
        <source>about {writing} tokens a second, after reading {reading} a second</source>
        <translation>نحو {writing} رمز في الثانية، بعد قراءة {reading} في الثانية</translation>
    </message>
    <message>
        <source>account number</source>
        <translation>رقم حساب</translation>
    </message>
    <message>
        <source>adapter file</source>
        <translation>ملف مهايئ</translation>
    </message>
    <message>
        <source>all</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>also changes biases</source>
        <translation>يغيّر الانحيازات أيضًا</translation>
    </message>
    <message>
        <source>also changes biases (lora_bias)</source>
        <translation>يغيّر الانحيازات أيضًا (lora_bias)</translation>
    </message>
    <message>
        <source>also changes normalizations</source>
        <translation>يغيّر التسويات أيضًا</translation>
    </message>
    <message>
        <source>an answer that makes no sense: {name}</source>
        <translation>إجابة لا معنى لها: {name}</translation>
    </message>
    <message>
        <source>another key opens it</source>
        <translation>يفتحه مفتاح آخر</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>سيئ</translation>
    </message>
    <message>
        <source>belongs to another model</source>
        <translation>يخص نموذجًا آخر</translation>
    </message>
    <message>
        <source>brings its own table of words, so its vocabulary is not its model&apos;s</source>
        <translation>يجلب جدول كلمات خاصًّا به، فمفرداته ليست مفردات نموذجه</translation>
    </message>
    <message>
        <source>byte pairs (in the file)</source>
        <translation>أزواج البايتات (في الملف)</translation>
    </message>
    <message>
        <source>came with Homespun</source>
        <translation>جاء مع Homespun</translation>
    </message>
    <message>
        <source>cannot be told from {value} held-out replies; talk or correct some more</source>
        <translation>لا يمكن القول من {value} رد محجوز؛ يُرجى المزيد من الحديث أو التصحيح</translation>
    </message>
    <message>
        <source>cannot spell every text: its vocabulary lacks some bytes</source>
        <translation>لا يستطيع تهجئة كل نص: تنقص مفرداته بعض البايتات</translation>
    </message>
    <message>
        <source>card number</source>
        <translation>رقم بطاقة</translation>
    </message>
    <message>
        <source>changes parameters that are no linear layers, such as fused experts (target_parameters)</source>
        <translation>يغيّر معاملات ليست طبقات خطية، كالخبراء المدمجين (target_parameters)</translation>
    </message>
    <message>
        <source>changes the model&apos;s table of words ({name}), which is looked up and not multiplied</source>
        <translation>يغيّر جدول كلمات النموذج ({name})، الذي يُبحث فيه ولا يُضرب</translation>
    </message>
    <message>
        <source>changes the table of words (an embedding)</source>
        <translation>يغيّر جدول الكلمات (تضمين)</translation>
    </message>
    <message>
        <source>changes the words of the model (trainable tokens)</source>
        <translation>يغيّر كلمات النموذج (رموز قابلة للتدريب)</translation>
    </message>
    <message>
        <source>changes the words of the model (trainable_token_indices)</source>
        <translation>يغيّر كلمات النموذج (trainable_token_indices)</translation>
    </message>
    <message>
        <source>changes {module}, which is no linear layer</source>
        <translation>يغيّر {module}، وليس طبقة خطية</translation>
    </message>
    <message>
        <source>changes {name}, which llama.cpp would leave out without a word</source>
        <translation>يغيّر {name}، وهو ما يتركه llama.cpp دون تنبيه</translation>
    </message>
    <message>
        <source>claims to be one of {count} parts</source>
        <translation>يزعم أنه واحد من {count} جزء</translation>
    </message>
    <message>
        <source>claims to have far more weights than there are in its file</source>
        <translation>يزعم أن فيه أوزانًا أكثر بكثير مما في ملفه</translation>
    </message>
    <message>
        <source>clearly: look at a few answers before you use it</source>
        <translation>بوضوح: يُستحسن النظر في بضع إجابات قبل استخدامها</translation>
    </message>
    <message>
        <source>context length</source>
        <translation>طول السياق</translation>
    </message>
    <message>
        <source>copied from {path}</source>
        <translation>نُسخ من {path}</translation>
    </message>
    <message>
        <source>could not be read within {value} seconds</source>
        <translation>تعذّرت قراءته خلال {value} ثانية</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d MMMM yyyy</translation>
    </message>
    <message>
        <source>description of a model</source>
        <translation>وصف نموذج</translation>
    </message>
    <message>
        <source>description of the adapter</source>
        <translation>وصف المهايئ</translation>
    </message>
    <message>
        <source>documents of a project</source>
        <translation>مستندات مشروع</translation>
    </message>
    <message>
        <source>does not end with the name of a GGUF file. Name the file itself, or say with a name what it is</source>
        <translation>لا ينتهي باسم ملف GGUF. يُرجى ذكر الملف نفسه أو القول باسم ما هو</translation>
    </message>
    <message>
        <source>does not say for which model it was made</source>
        <translation>لا يقول لأي نموذج صُنع</translation>
    </message>
    <message>
        <source>does not say how long its context is</source>
        <translation>لا يقول ما طول سياقه</translation>
    </message>
    <message>
        <source>does not say how long the file is</source>
        <translation>لا تقول ما طول الملف</translation>
    </message>
    <message>
        <source>does not say of what kind it is</source>
        <translation>لا يقول من أي نوع هو</translation>
    </message>
    <message>
        <source>downloaded from {address}</source>
        <translation>نُزِّل من {address}</translation>
    </message>
    <message>
        <source>e-mail address</source>
        <translation>عنوان بريد إلكتروني</translation>
    </message>
    <message>
        <source>elements of one array</source>
        <translation>عناصر مصفوفة واحدة</translation>
    </message>
    <message>
        <source>embedding length</source>
        <translation>طول التضمين</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>معمّى</translation>
    </message>
    <message>
        <source>ends too early</source>
        <translation>ينتهي قبل أوانه</translation>
    </message>
    <message>
        <source>ends too early: {technical}</source>
        <translation>ينتهي قبل أوانه ({technical})</translation>
    </message>
    <message>
        <source>erase everything</source>
        <comment>what a person types to confirm</comment>
        <translation>محو كل شيء</translation>
    </message>
    <message>
        <source>exit code {code}</source>
        <translation>رمز الخروج {code}</translation>
    </message>
    <message>
        <source>exposure {bits} bits</source>
        <translation>انكشاف {bits} بت</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>متوسط</translation>
    </message>
    <message>
        <source>feed-forward length</source>
        <translation>طول التغذية الأمامية</translation>
    </message>
    <message>
        <source>files that the export has no text of</source>
        <translation>ملفات ليس نصها في التصدير</translation>
    </message>
    <message>
        <source>files, images and calls of tools</source>
        <translation>ملفات وصور ونداءات أدوات</translation>
    </message>
    <message>
        <source>first token {time}</source>
        <translation>الرمز الأول {time}</translation>
    </message>
    <message>
        <source>follows its JSON schema</source>
        <translation>يتبع مخطّط JSON</translation>
    </message>
    <message>
        <source>from {least} to {most}</source>
        <translation>من {least} إلى {most}</translation>
    </message>
    <message>
        <source>gives or takes {name} in a number format that Homespun does not read</source>
        <translation>يعطي {name} أو يأخذه بصيغة أعداد لا يقرؤها Homespun</translation>
    </message>
    <message>
        <source>good</source>
        <translation>جيد</translation>
    </message>
    <message>
        <source>hardly</source>
        <translation>بالكاد</translation>
    </message>
    <message>
        <source>has a second name elsewhere, by which it could be changed. Make a copy of it and choose that</source>
        <translation>له اسم ثانٍ في مكان آخر يمكن تغييره به. يُرجى إنشاء نسخة منه واختيارها</translation>
    </message>
    <message>
        <source>has a {name} that is damaged</source>
        <translation>فيه {name} تالف</translation>
    </message>
    <message>
        <source>has a {name} that is damaged ({reason})</source>
        <translation>فيه {name} تالف ({reason})</translation>
    </message>
    <message>
        <source>has a {name} that is larger than a tokenizer can be</source>
        <translation>فيه {name} أكبر مما يمكن أن يكون المُرمِّز</translation>
    </message>
    <message>
        <source>has a {name} that is no ordinary file</source>
        <translation>فيه {name} ليس ملفًا عاديًا</translation>
    </message>
    <message>
        <source>has a {name} that is no ordinary file of a sensible size</source>
        <translation>فيه {name} ليس ملفًا عاديًا بحجم معقول</translation>
    </message>
    <message>
        <source>has an alpha_pattern that is not read here: {pattern}</source>
        <translation>فيه alpha_pattern لا يُقرأ هنا: {pattern}</translation>
    </message>
    <message>
        <source>has an alpha_pattern that takes too long to apply</source>
        <translation>فيه alpha_pattern يستغرق تطبيقه أكثر مما ينبغي</translation>
    </message>
    <message>
        <source>has an embeddings.npy that is no ordinary file</source>
        <translation>فيه embeddings.npy ليس ملفًا عاديًا</translation>
    </message>
    <message>
        <source>has become shorter while it was read</source>
        <translation>قصُر أثناء قراءته</translation>
    </message>
    <message>
        <source>has layers of different widths, which Homespun does not run</source>
        <translation>فيه طبقات مختلفة العرض لا يشغّلها Homespun</translation>
    </message>
    <message>
        <source>has no inputs for adapters</source>
        <translation>ليس فيه مداخل للمهايئات</translation>
    </message>
    <message>
        <source>has no pages.</source>
        <translation>ليس فيه صفحات.</translation>
    </message>
    <message>
        <source>has no text that can be read: its pages are pictures, as a scanner makes them. Let a program for text recognition (OCR) turn them into text first, and attach what it writes.</source>
        <translation>ليس فيه نص تمكن قراءته: صفحاته صور كالتي يصنعها الماسح. يُرجى ترك برنامج للتعرّف على النصوص (OCR) يحوّلها إلى نص أولًا، وإرفاق ما يكتبه.</translation>
    </message>
    <message>
        <source>has no tokenizer</source>
        <translation>ليس فيه مُرمِّز</translation>
    </message>
    <message>
        <source>has no vocabulary</source>
        <translation>ليس له مفردات</translation>
    </message>
    <message>
        <source>has no vocabulary, so it can neither read nor write text</source>
        <translation>ليس له مفردات، فلا يستطيع قراءة نص ولا كتابته</translation>
    </message>
    <message>
        <source>holds a vocabulary without a model</source>
        <translation>فيه مفردات بلا نموذج</translation>
    </message>
    <message>
        <source>holds measurements of a model, not a model</source>
        <translation>فيه قياسات لنموذج، لا نموذج</translation>
    </message>
    <message>
        <source>holds more than {value} characters of text, which no model reads at once. Attach a part of it.</source>
        <translation>فيه أكثر من {value} حرف من النص، ولا يقرأ أي نموذج ذلك دفعة واحدة. يُرجى إرفاق جزء منه.</translation>
    </message>
    <message>
        <source>holds no word of yours</source>
        <translation>لا يحوي أي كلمة منك</translation>
    </message>
    <message>
        <source>holds nothing but zeros</source>
        <translation>ليس فيه إلا أصفار</translation>
    </message>
    <message>
        <source>holds sparse weights, which Homespun does not read</source>
        <translation>فيه أوزان متناثرة لا يقرؤها Homespun</translation>
    </message>
    <message>
        <source>holds weights in the safetensors format</source>
        <translation>فيه أوزان بصيغة safetensors</translation>
    </message>
    <message>
        <source>holds what is no LoRA</source>
        <translation>فيه ما ليس LoRA</translation>
    </message>
    <message>
        <source>holds whole layers besides the LoRA (modules_to_save)</source>
        <translation>فيه طبقات كاملة إلى جانب LoRA ‏(modules_to_save)</translation>
    </message>
    <message>
        <source>holds {name}, which is no LoRA of a layer that is known here</source>
        <translation>فيه {name}، وليس LoRA لطبقة معروفة هنا</translation>
    </message>
    <message>
        <source>holds {name}, which is no direction of a layer that can be moved</source>
        <translation>فيه {name}، وليس اتجاهًا لطبقة يمكن تحريكها</translation>
    </message>
    <message>
        <source>holds {name}, which is not a part of a LoRA adapter that could be applied</source>
        <translation>فيه {name}، وليس جزءًا من مهايئ LoRA يمكن تطبيقه</translation>
    </message>
    <message>
        <source>images</source>
        <translation>صور</translation>
    </message>
    <message>
        <source>instructions of a project</source>
        <translation>تعليمات مشروع</translation>
    </message>
    <message>
        <source>is a DoRA adapter, which also rescales the model&apos;s own weights</source>
        <translation>مهايئ DoRA يغيّر أيضًا مقياس أوزان النموذج نفسه</translation>
    </message>
    <message>
        <source>is a KaSA adapter, which also changes the model&apos;s own weights</source>
        <translation>مهايئ KaSA يغيّر أيضًا أوزان النموذج نفسه</translation>
    </message>
    <message>
        <source>is a MonteCLoRA adapter</source>
        <translation>مهايئ MonteCLoRA</translation>
    </message>
    <message>
        <source>is a PEFT adapter of the kind {kind}</source>
        <translation>مهايئ PEFT من النوع {kind}</translation>
    </message>
    <message>
        <source>is a PyTorch checkpoint, which can run code when it is opened; Homespun never opens one</source>
        <translation>نقطة حفظ PyTorch قد تشغّل شيفرة عند فتحها؛ لا يفتحها Homespun أبدًا</translation>
    </message>
    <message>
        <source>is a QA-LoRA adapter, whose input is averaged in groups</source>
        <translation>مهايئ QA-LoRA يُوسَّط دخله في مجموعات</translation>
    </message>
    <message>
        <source>is a block-diagonal LoRA adapter</source>
        <translation>مهايئ LoRA قطري الكتل</translation>
    </message>
    <message>
        <source>is a compressed archive</source>
        <translation>أرشيف مضغوط</translation>
    </message>
    <message>
        <source>is a damaged {what}: it could not be read to its end. Open it in the program that made it, and save it again.</source>
        <translation>تالف ({what}): تعذّرت قراءته إلى نهايته. يُرجى فتحه في البرنامج الذي صنعه وحفظه من جديد.</translation>
    </message>
    <message>
        <source>is a folder. Choose the file in it</source>
        <translation>مجلد. يُرجى اختيار الملف الذي فيه</translation>
    </message>
    <message>
        <source>is a link to {path}. Choose that file itself</source>
        <translation>وصلة إلى {path}. يُرجى اختيار ذلك الملف نفسه</translation>
    </message>
    <message>
        <source>is a model, not an adapter</source>
        <translation>نموذج، لا مهايئ</translation>
    </message>
    <message>
        <source>is a picture or a film. The models here read text alone.</source>
        <translation>صورة أو فيلم. النماذج هنا تقرأ النص وحده.</translation>
    </message>
    <message>
        <source>is a presentation. Save it as PDF, and attach that file.</source>
        <translation>عرض تقديمي. يُرجى حفظه PDF وإرفاق ذلك الملف.</translation>
    </message>
    <message>
        <source>is a spreadsheet. Save the table in it as CSV, and attach that file.</source>
        <translation>جدول بيانات. يُرجى حفظ الجدول الذي فيه CSV وإرفاق ذلك الملف.</translation>
    </message>
    <message>
        <source>is a text file, not {what}</source>
        <translation>ملف نصي، لا {what}</translation>
    </message>
    <message>
        <source>is a web page that was saved in place of the {what}</source>
        <translation>صفحة ويب حُفظت بدل الملف ({what})</translation>
    </message>
    <message>
        <source>is an ONNX model</source>
        <translation>نموذج ONNX</translation>
    </message>
    <message>
        <source>is an OpenDocument file. Save it as DOCX or PDF, and attach that file.</source>
        <translation>ملف OpenDocument. يُرجى حفظه DOCX أو PDF وإرفاق ذلك الملف.</translation>
    </message>
    <message>
        <source>is an adapter for ONNX Runtime</source>
        <translation>مهايئ لـ ONNX Runtime</translation>
    </message>
    <message>
        <source>is an adapter of the kind “{form}”</source>
        <translation>مهايئ من النوع «{form}»</translation>
    </message>
    <message>
        <source>is an adapter that does not say of what kind it is</source>
        <translation>مهايئ لا يقول من أي نوع هو</translation>
    </message>
    <message>
        <source>is an adapter, which changes a model but is none itself</source>
        <translation>مهايئ يغيّر نموذجًا وليس هو نموذجًا</translation>
    </message>
    <message>
        <source>is an additional part of a model (for pictures, sound or speed) and cannot answer alone</source>
        <translation>جزء إضافي من نموذج (للصور أو الصوت أو السرعة) ولا يستطيع الإجابة وحده</translation>
    </message>
    <message>
        <source>is an archive. Unpack it, and attach the files in it that you want to be read.</source>
        <translation>أرشيف. يُرجى فكّه وإرفاق الملفات المراد قراءتها منه.</translation>
    </message>
    <message>
        <source>is an electronic book. Convert it to PDF or HTML, and attach that file.</source>
        <translation>كتاب إلكتروني. يُرجى تحويله إلى PDF أو HTML وإرفاق ذلك الملف.</translation>
    </message>
    <message>
        <source>is broken: {name} holds numbers that are not finite</source>
        <translation>تالف: في {name} أعداد غير منتهية</translation>
    </message>
    <message>
        <source>is compressed though that was not asked for</source>
        <translation>مضغوطة دون أن يُطلب ذلك</translation>
    </message>
    <message>
        <source>is damaged: {technical}</source>
        <translation>تالف ({technical})</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>فارغ</translation>
    </message>
    <message>
        <source>is empty: {technical}</source>
        <translation>فارغ ({technical})</translation>
    </message>
    <message>
        <source>is in a version of ONNX Runtime&apos;s format that is not known here</source>
        <translation>بإصدار من صيغة ONNX Runtime غير معروف هنا</translation>
    </message>
    <message>
        <source>is in an old GGML format from before August 2023</source>
        <translation>بصيغة GGML قديمة من قبل أغسطس 2023</translation>
    </message>
    <message>
        <source>is in the first version of GGUF, which is no longer read</source>
        <translation>بالإصدار الأول من GGUF الذي لم يعد يُقرأ</translation>
    </message>
    <message>
        <source>is in the format RTF, which is not read. Save it as DOCX or PDF, and attach that file.</source>
        <translation>بصيغة RTF التي لا تُقرأ. يُرجى حفظه DOCX أو PDF وإرفاق ذلك الملف.</translation>
    </message>
    <message>
        <source>is in version {version} of GGUF, which this version of Homespun does not know</source>
        <translation>بالإصدار {version} من GGUF الذي لا يعرفه هذا الإصدار من Homespun</translation>
    </message>
    <message>
        <source>is incomplete: it has no {key}</source>
        <translation>ناقص: ليس فيه {key}</translation>
    </message>
    <message>
        <source>is larger than an ONNX graph can be</source>
        <translation>أكبر مما يمكن أن يكون مخطّط ONNX</translation>
    </message>
    <message>
        <source>is larger than {value} MB, so it is not read. Attach a part of it.</source>
        <translation>أكبر من {value} م.ب، لذا لا يُقرأ. يُرجى إرفاق جزء منه.</translation>
    </message>
    <message>
        <source>is locked with a password. Save it without one, and attach that file.</source>
        <translation>مقفل بكلمة مرور. يُرجى حفظه دونها وإرفاق ذلك الملف.</translation>
    </message>
    <message>
        <source>is locked, so it cannot be read. Open it with its password, print or save it as a new PDF without one, and attach that file.</source>
        <translation>مقفل فلا تمكن قراءته. يُرجى فتحه بكلمة المرور وطباعته أو حفظه PDF جديدًا دونها، وإرفاق ذلك الملف.</translation>
    </message>
    <message>
        <source>is made to compare or complete texts, not to write answers</source>
        <translation>مصنوع لمقارنة النصوص أو إكمالها، لا لكتابة إجابات</translation>
    </message>
    <message>
        <source>is made to do harm, so it is not read: Word writes no such file.</source>
        <translation>مصنوع للإضرار، لذا لا يُقرأ: لا يكتب Word ملفًا كهذا.</translation>
    </message>
    <message>
        <source>is made to read texts, not to write them</source>
        <translation>مصنوع لقراءة النصوص، لا لكتابتها</translation>
    </message>
    <message>
        <source>is no SHA-256: that is 64 hexadecimal digits</source>
        <translation>ليس SHA-256: فذلك 64 رقمًا ستعشريًا</translation>
    </message>
    <message>
        <source>is no adapter or damaged: it claims a header of {length} bytes</source>
        <translation>ليس مهايئًا أو هو تالف: يزعم أن ترويسته {length} بايت</translation>
    </message>
    <message>
        <source>is no address</source>
        <translation>ليس عنوانًا</translation>
    </message>
    <message>
        <source>is no address that starts with https://</source>
        <translation>ليس عنوانًا يبدأ بـ https://</translation>
    </message>
    <message>
        <source>is no text in UTF-8. Open it in the program that made it, and save it as plain text in UTF-8.</source>
        <translation>ليس نصًّا بترميز UTF-8. يُرجى فتحه في البرنامج الذي صنعه وحفظه نصًّا صرفًا بترميز UTF-8.</translation>
    </message>
    <message>
        <source>is no text, nor a PDF, Word or HTML file, so there is nothing in it that a model could read.</source>
        <translation>ليس نصًّا ولا ملف PDF أو Word أو HTML، فلا شيء فيه يستطيع نموذج قراءته.</translation>
    </message>
    <message>
        <source>is none to what was asked</source>
        <translation>ليست ردًّا على ما سُئل</translation>
    </message>
    <message>
        <source>is not a GGUF file</source>
        <translation>ليس ملف GGUF</translation>
    </message>
    <message>
        <source>is not a language model that writes text step by step</source>
        <translation>ليس نموذج لغة يكتب النص خطوة خطوة</translation>
    </message>
    <message>
        <source>is not an adapter</source>
        <translation>ليس مهايئًا</translation>
    </message>
    <message>
        <source>is not an ordinary file, so it is not opened. Choose a .gguf file or an ONNX folder</source>
        <translation>ليس ملفًا عاديًا، لذا لا يُفتح. يُرجى اختيار ملف ‎.gguf أو مجلد ONNX</translation>
    </message>
    <message>
        <source>is not protected on its way. Use an address that starts with https://</source>
        <translation>غير محمي في طريقه. يُرجى استخدام عنوان يبدأ بـ https://</translation>
    </message>
    <message>
        <source>is not {what} file that Homespun knows</source>
        <translation>ليس ملفًا ({what}) يعرفه Homespun</translation>
    </message>
    <message>
        <source>is of Office before 2007, or locked with a password. Save it as DOCX or PDF without a password, and attach that file.</source>
        <translation>من Office قبل 2007 أو مقفل بكلمة مرور. يُرجى حفظه DOCX أو PDF دون كلمة مرور وإرفاق ذلك الملف.</translation>
    </message>
    <message>
        <source>is one of {count} parts, and one SHA-256 cannot vouch for all of them. Leave it out</source>
        <translation>واحد من {count} جزء، ولا تضمن قيمة SHA-256 واحدة كلها. يُرجى تركها</translation>
    </message>
    <message>
        <source>is one of {count} parts, which keep the name that they share. Leave yours out</source>
        <translation>واحد من {count} جزء تحتفظ باسمها المشترك. يُرجى ترك الاسم</translation>
    </message>
    <message>
        <source>is only a Git LFS placeholder</source>
        <translation>مجرد بديل مكاني من Git LFS</translation>
    </message>
    <message>
        <source>is part {number} of {count}</source>
        <translation>الجزء {number} من {count}</translation>
    </message>
    <message>
        <source>is the first of {count} parts but has been renamed</source>
        <translation>الأول من {count} جزء لكن غُيِّر اسمه</translation>
    </message>
    <message>
        <source>is the first of {count} parts, and {missing} of them are not beside it</source>
        <translation>الأول من {count} جزء، و{missing} منها ليست بجانبه</translation>
    </message>
    <message>
        <source>it acts only from certain words on, and weights act always</source>
        <translation>يعمل من كلمات معينة فقط، والأوزان تعمل دائمًا</translation>
    </message>
    <message>
        <source>it changes layer {layer}, and the model&apos;s layers end at {layers}</source>
        <translation>يغيّر الطبقة {layer}، وتنتهي طبقات النموذج عند {layers}</translation>
    </message>
    <message>
        <source>it changes the output layer (lm_head), which in this model is one with the table of words</source>
        <translation>يغيّر طبقة الخرج (lm_head)، وهي في هذا النموذج وجدول الكلمات شيء واحد</translation>
    </message>
    <message>
        <source>it claims more words than any model has</source>
        <translation>يزعم كلمات أكثر مما لأي نموذج</translation>
    </message>
    <message>
        <source>it did not answer in time</source>
        <translation>لم يُجب في الوقت المناسب</translation>
    </message>
    <message>
        <source>it does not describe a tokenizer</source>
        <translation>لا يصف مُرمِّزًا</translation>
    </message>
    <message>
        <source>it has no vocabulary</source>
        <translation>ليس فيه مفردات</translation>
    </message>
    <message>
        <source>it holds two adapters for {tensor}</source>
        <translation>فيه مهايئان لـ{tensor}</translation>
    </message>
    <message>
        <source>it is damaged, or was encrypted with another key</source>
        <translation>هو تالف أو عُمّي بمفتاح آخر</translation>
    </message>
    <message>
        <source>it is for the architecture {architecture}, the model has {architecture_2}</source>
        <translation>هو للبنية {architecture}، وبنية النموذج {architecture_2}</translation>
    </message>
    <message>
        <source>it is not JSON</source>
        <translation>ليس JSON</translation>
    </message>
    <message>
        <source>it is not encrypted</source>
        <translation>ليس معمّى</translation>
    </message>
    <message>
        <source>it makes a text too long</source>
        <translation>يجعل نصًّا أطول مما ينبغي</translation>
    </message>
    <message>
        <source>it moves layer {last}, and the model&apos;s layers end at {layers}</source>
        <translation>يحرّك الطبقة {last}، وتنتهي طبقات النموذج عند {layers}</translation>
    </message>
    <message>
        <source>it moves what goes from layer to layer, and weights cannot hold that</source>
        <translation>يحرّك ما ينتقل من طبقة إلى طبقة، ولا تستطيع الأوزان حمل ذلك</translation>
    </message>
    <message>
        <source>it puts too many tokens around a text</source>
        <translation>يضع حول النص رموزًا أكثر مما ينبغي</translation>
    </message>
    <message>
        <source>it was cut off</source>
        <translation>هو مقطوع</translation>
    </message>
    <message>
        <source>its directions have {width} numbers, the model&apos;s hidden state has {width_2}</source>
        <translation>في اتجاهاته {width} عددًا، وفي الحالة المخفية للنموذج {width_2}</translation>
    </message>
    <message>
        <source>its steps are too many</source>
        <translation>خطواته أكثر مما ينبغي</translation>
    </message>
    <message>
        <source>its table of replacements cannot be read on this computer</source>
        <translation>لا يمكن قراءة جدول الاستبدالات على هذا الحاسوب</translation>
    </message>
    <message>
        <source>its table of replacements is not whole</source>
        <translation>جدول الاستبدالات غير كامل</translation>
    </message>
    <message>
        <source>its table of replacements leads out of itself</source>
        <translation>جدول الاستبدالات يخرج عن نفسه</translation>
    </message>
    <message>
        <source>its table of replacements makes a text too long</source>
        <translation>جدول الاستبدالات يجعل نصًّا أطول مما ينبغي</translation>
    </message>
    <message>
        <source>its words are not numbered as they should be</source>
        <translation>كلماته غير مرقّمة كما ينبغي</translation>
    </message>
    <message>
        <source>its {tensor} is for {experts} experts, the model has {experts_3}</source>
        <translation>فيه {tensor} لـ{experts} خبيرًا، وفي النموذج {experts_3}</translation>
    </message>
    <message>
        <source>its {tensor} takes {inputs} numbers and gives {outputs}, the model&apos;s takes {inputs_4} and gives {outputs_5}</source>
        <translation>فيه {tensor} يأخذ {inputs} عددًا ويعطي {outputs}، وفي النموذج يأخذ {inputs_4} ويعطي {outputs_5}</translation>
    </message>
    <message>
        <source>keeps its past keys and values in a way that Homespun does not know</source>
        <translation>يحفظ المفاتيح والقيم السابقة بطريقة لا يعرفها Homespun</translation>
    </message>
    <message>
        <source>keeps its weights in “{path}”, a file with a second name elsewhere</source>
        <translation>يحفظ أوزانه في «{path}»، وهو ملف له اسم ثانٍ في مكان آخر</translation>
    </message>
    <message>
        <source>keeps its weights in “{path}”, a link that leads out of its folder</source>
        <translation>يحفظ أوزانه في «{path}»، وهي وصلة تخرج من مجلده</translation>
    </message>
    <message>
        <source>keeps its weights in “{path}”, which is no ordinary file</source>
        <translation>يحفظ أوزانه في «{path}»، وليس ملفًا عاديًا</translation>
    </message>
    <message>
        <source>key</source>
        <translation>مفتاح</translation>
    </message>
    <message>
        <source>key length</source>
        <translation>طول المفتاح</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>بقي أقل من دقيقة</translation>
    </message>
    <message>
        <source>line break</source>
        <translation>فاصل أسطر</translation>
    </message>
    <message>
        <source>lines of messages.jsonl</source>
        <translation>أسطر من messages.jsonl</translation>
    </message>
    <message>
        <source>loading {percent} %</source>
        <translation>يُحمَّل {percent} %</translation>
    </message>
    <message>
        <source>made the process that looked at it crash, so it is not opened. It is damaged, or made to do harm</source>
        <translation>جعل العملية التي نظرت فيه تنهار، لذا لا يُفتح. هو تالف أو مصنوع للإضرار</translation>
    </message>
    <message>
        <source>messages between the model and its tools</source>
        <translation>رسائل بين النموذج وأدواته</translation>
    </message>
    <message>
        <source>messages of an unknown kind</source>
        <translation>رسائل من نوع مجهول</translation>
    </message>
    <message>
        <source>messages that are damaged</source>
        <translation>رسائل تالفة</translation>
    </message>
    <message>
        <source>messages with the name of another one</source>
        <translation>رسائل تحمل اسم غيرها</translation>
    </message>
    <message>
        <source>metadata entries</source>
        <translation>مدخلات البيانات الوصفية</translation>
    </message>
    <message>
        <source>metadata entry</source>
        <translation>مدخل بيانات وصفية</translation>
    </message>
    <message>
        <source>mixes number formats in a way that Homespun does not read</source>
        <translation>يخلط صيغ الأعداد بطريقة لا يقرؤها Homespun</translation>
    </message>
    <message>
        <source>model file</source>
        <translation>ملف النموذج</translation>
    </message>
    <message>
        <source>model that it does not name</source>
        <translation>نموذج لا يذكر اسمه</translation>
    </message>
    <message>
        <source>names a graph that does not lie in its folder</source>
        <translation>يذكر مخطّطًا ليس في مجلده</translation>
    </message>
    <message>
        <source>nearly all</source>
        <translation>كلها تقريبًا</translation>
    </message>
    <message>
        <source>needs more of “{path}” than there is</source>
        <translation>يحتاج من «{path}» إلى أكثر مما هو موجود</translation>
    </message>
    <message>
        <source>needs “{path}”, which is not beside it</source>
        <translation>يحتاج إلى «{path}»، وليس بجانبه</translation>
    </message>
    <message>
        <source>no</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>لا اتصال</translation>
    </message>
    <message>
        <source>no connection, and the system refuses it any</source>
        <translation>لا اتصال، والنظام يمنعه</translation>
    </message>
    <message>
        <source>no exit code</source>
        <translation>لا رمز خروج</translation>
    </message>
    <message>
        <source>no passage</source>
        <translation>لا فقرات</translation>
    </message>
    <message>
        <source>no worse ({at_most})</source>
        <translation>ليس أسوأ ({at_most})</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>ليس كائن JSON</translation>
    </message>
    <message>
        <source>not all</source>
        <translation>ليست كلها</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>غير معمّى</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>غير محمَّل</translation>
    </message>
    <message>
        <source>notes of Claude about you</source>
        <translation>ملاحظات Claude عنك</translation>
    </message>
    <message>
        <source>notes of the model&apos;s reasoning</source>
        <translation>ملاحظات تفكير النموذج</translation>
    </message>
    <message>
        <source>nothing saved</source>
        <translation>لم يُوفَّر شيء</translation>
    </message>
    <message>
        <source>number of attention heads</source>
        <translation>عدد رؤوس الانتباه</translation>
    </message>
    <message>
        <source>number of heads</source>
        <translation>عدد الرؤوس</translation>
    </message>
    <message>
        <source>number of layers that predict ahead</source>
        <translation>عدد الطبقات التي تتنبأ للأمام</translation>
    </message>
    <message>
        <source>of {least} or more</source>
        <translation>قدره {least} أو أكثر</translation>
    </message>
    <message>
        <source>off</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>one acts only from its invocation on, the other always. </source>
        <translation>أحدها يعمل من استدعائه فقط والآخر دائمًا. </translation>
    </message>
    <message>
        <source>one adds to the hidden state (a control vector), the other changes weights. </source>
        <translation>أحدها يضيف إلى الحالة المخفية (متجه تحكّم) والآخر يغيّر الأوزان. </translation>
    </message>
    <message>
        <source>other parts that are no text</source>
        <translation>أجزاء أخرى ليست نصًّا</translation>
    </message>
    <message>
        <source>over {tokens}</source>
        <translation>أكثر من {tokens}</translation>
    </message>
    <message>
        <source>over {used}</source>
        <translation>أكثر من {used}</translation>
    </message>
    <message>
        <source>part of a character</source>
        <translation>جزء من حرف</translation>
    </message>
    <message>
        <source>partly encrypted</source>
        <translation>معمّى جزئيًا</translation>
    </message>
    <message>
        <source>password</source>
        <translation>كلمة مرور</translation>
    </message>
    <message>
        <source>perplexity {before} before, {after} after ({change} %)</source>
        <translation>الحيرة {before} قبل، {after} بعد ({change} %)</translation>
    </message>
    <message>
        <source>phone number</source>
        <translation>رقم هاتف</translation>
    </message>
    <message>
        <source>plain turns (fallback)</source>
        <translation>أدوار بسيطة (بديل)</translation>
    </message>
    <message>
        <source>profile prompt</source>
        <translation>نص الملف الشخصي</translation>
    </message>
    <message>
        <source>projects of Claude</source>
        <translation>مشاريع Claude</translation>
    </message>
    <message>
        <source>put into the library&apos;s folder</source>
        <translation>وُضع في مجلد المكتبة</translation>
    </message>
    <message>
        <source>rank {rank}</source>
        <translation>الرتبة {rank}</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>تجري قراءته</translation>
    </message>
    <message>
        <source>reading, {percent} %</source>
        <translation>تجري قراءته، {percent} %</translation>
    </message>
    <message>
        <source>reads tokens only; merged spans do not work with it</source>
        <translation>يقرأ الرموز فقط؛ والقطع المجموعة لا تعمل معه</translation>
    </message>
    <message>
        <source>retrieval + adapter</source>
        <translation>استرجاع + مهايئ</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>تُراجِع عنها</translation>
    </message>
    <message>
        <source>routes between several adapters (Arrow)</source>
        <translation>يوزّع بين عدة مهايئات (Arrow)</translation>
    </message>
    <message>
        <source>says that the file is {size} bytes long, which cannot be a model</source>
        <translation>تقول إن طول الملف {size} بايت، ولا يمكن أن يكون ذلك نموذجًا</translation>
    </message>
    <message>
        <source>sentencepiece (in the file)</source>
        <translation>‏sentencepiece (في الملف)</translation>
    </message>
    <message>
        <source>single model</source>
        <translation>نموذج واحد</translation>
    </message>
    <message>
        <source>size of a head</source>
        <translation>حجم الرأس</translation>
    </message>
    <message>
        <source>size of the vocabulary</source>
        <translation>حجم المفردات</translation>
    </message>
    <message>
        <source>sounds, videos and other parts that are no text</source>
        <translation>أصوات وأفلام وأجزاء أخرى ليست نصًّا</translation>
    </message>
    <message>
        <source>space</source>
        <translation>مسافة</translation>
    </message>
    <message>
        <source>space {text}</source>
        <translation>مسافة {text}</translation>
    </message>
    <message>
        <source>splits text the way that encoders do, so it cannot write answers</source>
        <translation>يقطّع النص كما تفعل المُرمِّزات الأحادية، فلا يستطيع كتابة إجابات</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>يبدأ</translation>
    </message>
    <message>
        <source>stored as {kind} from {path}</source>
        <translation>خُزِّن بصيغة {kind} من {path}</translation>
    </message>
    <message>
        <source>stores a tensor in pieces, which Homespun does not read</source>
        <translation>يخزّن موتّرًا على قطع، ولا يقرأ Homespun ذلك</translation>
    </message>
    <message>
        <source>stores its tensor {name} as {kind}</source>
        <translation>يخزّن موتّره {name} بصيغة {kind}</translation>
    </message>
    <message>
        <source>stores its tensor {name} as {name_2}</source>
        <translation>يخزّن موتّره {name} بصيغة {name_2}</translation>
    </message>
    <message>
        <source>stores its tensor {name} in a format that is not read here</source>
        <translation>يخزّن موتّره {name} بصيغة لا تُقرأ هنا</translation>
    </message>
    <message>
        <source>stores its tensor {name} in format {number}, which this version does not know</source>
        <translation>يخزّن موتّره {name} بالصيغة {number} التي لا يعرفها هذا الإصدار</translation>
    </message>
    <message>
        <source>takes embeddings, and there is no embeddings.npy to look them up in</source>
        <translation>يأخذ تضمينات، ولا يوجد embeddings.npy للبحث فيه</translation>
    </message>
    <message>
        <source>takes more memory to look at than a sound file does, so it is not opened</source>
        <translation>يحتاج عند النظر فيه إلى ذاكرة أكثر من ملف سليم، لذا لا يُفتح</translation>
    </message>
    <message>
        <source>takes {name} in a number format that Homespun does not write</source>
        <translation>يأخذ {name} بصيغة أعداد لا يكتبها Homespun</translation>
    </message>
    <message>
        <source>text</source>
        <translation>نص</translation>
    </message>
    <message>
        <source>the .gguf file</source>
        <translation>ملف ‎.gguf</translation>
    </message>
    <message>
        <source>the .json or .zip file of the export</source>
        <translation>ملف التصدير ‎.json أو ‎.zip</translation>
    </message>
    <message>
        <source>the adapter</source>
        <translation>المهايئ</translation>
    </message>
    <message>
        <source>the computer runs on its battery</source>
        <translation>الحاسوب يعمل على بطاريته</translation>
    </message>
    <message>
        <source>the copy is not intact: {found}</source>
        <translation>النسخة غير سليمة: {found}</translation>
    </message>
    <message numerus="yes">
        <source>the first {n} passages</source>
        <translation>
            <numerusform>لا فقرات</numerusform>
            <numerusform>الفقرة الأولى</numerusform>
            <numerusform>أول فقرتين</numerusform>
            <numerusform>أول {n} فقرات</numerusform>
            <numerusform>أول {n} فقرة</numerusform>
            <numerusform>أول {n} فقرة</numerusform>
        </translation>
    </message>
    <message>
        <source>the model has no linear layer {module} that could be changed alone</source>
        <translation>ليس في النموذج طبقة خطية {module} يمكن تغييرها وحدها</translation>
    </message>
    <message>
        <source>the model has no linear layer {tensor}</source>
        <translation>ليس في النموذج طبقة خطية {tensor}</translation>
    </message>
    <message>
        <source>the system does not tell its connections</source>
        <translation>لا يخبر النظام عن اتصالاتها</translation>
    </message>
    <message>
        <source>the tokenizer</source>
        <translation>المُرمِّز</translation>
    </message>
    <message>
        <source>the whole</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>the words that switch it on are not in the model&apos;s vocabulary</source>
        <translation>الكلمات التي تفعّله ليست في مفردات النموذج</translation>
    </message>
    <message>
        <source>took longer than {seconds} seconds</source>
        <translation>استغرق أكثر من {seconds} ثانية</translation>
    </message>
    <message>
        <source>took more than {bytes} MiB of memory</source>
        <translation>احتاج إلى أكثر من {bytes} م.ب من الذاكرة</translation>
    </message>
    <message>
        <source>took too long to look at</source>
        <translation>استغرق النظر فيه أكثر مما ينبغي</translation>
    </message>
    <message>
        <source>used where it is, in {parent}</source>
        <translation>يُستخدم في مكانه، في {parent}</translation>
    </message>
    <message>
        <source>uses the operator {name}, which needs code from outside; Homespun loads none</source>
        <translation>يستخدم المعامل {name} الذي يحتاج إلى شيفرة من الخارج؛ ولا يحمّل Homespun شيئًا منها</translation>
    </message>
    <message>
        <source>value length</source>
        <translation>طول القيمة</translation>
    </message>
    <message>
        <source>votes that are damaged</source>
        <translation>أصوات تالفة</translation>
    </message>
    <message>
        <source>wants inputs that Homespun does not know: {listed}</source>
        <translation>يريد مداخل لا يعرفها Homespun: {listed}</translation>
    </message>
    <message>
        <source>wants to read “{location}”, which lies outside of its folder</source>
        <translation>يريد قراءة «{location}»، وهو خارج مجلده</translation>
    </message>
    <message>
        <source>was made for a model with repeated layers</source>
        <translation>صُنع لنموذج بطبقات متكررة</translation>
    </message>
    <message>
        <source>was made for big-endian computers</source>
        <translation>صُنع لحواسيب big-endian</translation>
    </message>
    <message>
        <source>was made for {for}</source>
        <translation>صُنع لـ{for}</translation>
    </message>
    <message>
        <source>was named together with a password, which is not sent</source>
        <translation>ذُكر مع كلمة مرور، وهي لا تُرسل</translation>
    </message>
    <message>
        <source>was started with {name}, so it fits only a copy of its model whose weights were changed with it</source>
        <translation>بدأ بـ{name}، فلا يلائم إلا نسخة من نموذجه تغيّرت أوزانها معه</translation>
    </message>
    <message>
        <source>weights {weights}, KV cache {kv}, working memory {compute}, adapters {adapters}, engine and tokenizer {program} bytes</source>
        <translation>الأوزان {weights}، ذاكرة KV ‏{kv}، ذاكرة العمل {compute}، المهايئات {adapters}، المحرّك والمُرمِّز {program} بايت</translation>
    </message>
    <message>
        <source>width</source>
        <translation>العرض</translation>
    </message>
    <message>
        <source>would take far more memory unpacked than a Word file does, so it is not read.</source>
        <translation>يحتاج بعد فكّه إلى ذاكرة أكثر بكثير من ملف Word، لذا لا يُقرأ.</translation>
    </message>
    <message>
        <source>writes by diffusion, which this program cannot do</source>
        <translation>يكتب بالانتشار، ولا يستطيع هذا البرنامج ذلك</translation>
    </message>
    <message>
        <source>wrote more than {limit} characters</source>
        <translation>كتب أكثر من {limit} حرف</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>you asked for it</source>
        <translation>بطلب منك</translation>
    </message>
    <message>
        <source>{all_but_last} and {last}</source>
        <translation>{all_but_last} و{last}</translation>
    </message>
    <message>
        <source>{answer} is complete</source>
        <translation>اكتملت {answer}</translation>
    </message>
    <message>
        <source>{answer}, {sampling}</source>
        <translation>{answer}، {sampling}</translation>
    </message>
    <message numerus="yes">
        <source>{at} of {n} messages</source>
        <translation>
            <numerusform>لا رسائل</numerusform>
            <numerusform>رسالة واحدة</numerusform>
            <numerusform>{at} من رسالتين</numerusform>
            <numerusform>{at} من {n} رسائل</numerusform>
            <numerusform>{at} من {n} رسالة</numerusform>
            <numerusform>{at} من {n} رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>{change} ({lower} to {upper})</source>
        <translation>{change} ({lower} إلى {upper})</translation>
    </message>
    <message>
        <source>{conversations} of {services} with {messages}.</source>
        <translation>{conversations} من {services} فيها {messages}.</translation>
    </message>
    <message>
        <source>{day}, {size}</source>
        <translation>{day}، {size}</translation>
    </message>
    <message>
        <source>{degree} (the model’s default)</source>
        <translation>{degree} (المبدئي للنموذج)</translation>
    </message>
    <message>
        <source>{examples}: {kinds}.</source>
        <translation>{examples}: {kinds}.</translation>
    </message>
    <message numerus="yes">
        <source>{first} And {n} more like this.</source>
        <translation>
            <numerusform>{first}</numerusform>
            <numerusform>{first} وملاحظة أخرى مثلها.</numerusform>
            <numerusform>{first} وملاحظتان أخريان مثلها.</numerusform>
            <numerusform>{first} و{n} ملاحظات أخرى مثلها.</numerusform>
            <numerusform>{first} و{n} ملاحظة أخرى مثلها.</numerusform>
            <numerusform>{first} و{n} ملاحظة أخرى مثلها.</numerusform>
        </translation>
    </message>
    <message>
        <source>{flips} % got wrong now, {chance} % are chance</source>
        <translation>{flips} % صارت خاطئة، و{chance} % من المصادفة</translation>
    </message>
    <message>
        <source>{folder} could not be read: {strerror}.</source>
        <translation>تعذّرت قراءة {folder}: ‏{strerror}.</translation>
    </message>
    <message>
        <source>{found}, in {file}</source>
        <translation>{found}، في {file}</translation>
    </message>
    <message>
        <source>{have}: give a thumb up to replies that you like, and write what you would have said under others.</source>
        <translation>{have}: يُرجى منح الردود المرضية إبهامًا إلى أعلى، وكتابة ما كنت ستقوله تحت غيرها.</translation>
    </message>
    <message>
        <source>{hostname} could not be reached ({error}).</source>
        <translation>تعذّر الوصول إلى {hostname} ‏({error}).</translation>
    </message>
    <message>
        <source>{host} answers with a web page in place of a file. Copy the address of the file&apos;s download button, or download it with your web browser and import it.</source>
        <translation>يجيب {host} بصفحة ويب بدل ملف. يُرجى نسخ عنوان زر التنزيل للملف، أو تنزيله بمتصفح الويب واستيراده.</translation>
    </message>
    <message>
        <source>{host} did not go on where the download had stopped, so it begins anew.</source>
        <translation>لم يتابع {host} من حيث توقف التنزيل، لذا يبدأ من جديد.</translation>
    </message>
    <message>
        <source>{host} ended the connection before all had arrived.</source>
        <translation>أنهى {host} الاتصال قبل وصول الكل.</translation>
    </message>
    <message>
        <source>{host} gives this file only to people who have logged in or agreed to its conditions. Download it with your web browser, and import the file.</source>
        <translation>لا يعطي {host} هذا الملف إلا لمن سجّل الدخول أو وافق على شروطه. يُرجى تنزيله بمتصفح الويب واستيراد الملف.</translation>
    </message>
    <message>
        <source>{host} is not able to answer now (status {status}).</source>
        <translation>لا يستطيع {host} الإجابة الآن (الحالة {status}).</translation>
    </message>
    <message>
        <source>{host} refused the download. Check the address.</source>
        <translation>رفض {host} التنزيل. يُرجى فحص العنوان.</translation>
    </message>
    <message>
        <source>{host} sends hardly anything.</source>
        <translation>يكاد {host} لا يرسل شيئًا.</translation>
    </message>
    <message>
        <source>{hours} hours</source>
        <translation>{hours} ساعة</translation>
    </message>
    <message numerus="yes">
        <source>{kept} of {n} passages</source>
        <translation>
            <numerusform>{kept} من لا مقاطع</numerusform>
            <numerusform>{kept} من مقطع واحد</numerusform>
            <numerusform>{kept} من مقطعين</numerusform>
            <numerusform>{kept} من {n} مقاطع</numerusform>
            <numerusform>{kept} من {n} مقطعًا</numerusform>
            <numerusform>{kept} من {n} مقطع</numerusform>
        </translation>
    </message>
    <message>
        <source>{keys} cannot be used. Take a letter, a digit, Space or a function key.</source>
        <translation>لا يمكن استخدام {keys}. يُرجى اختيار حرف أو رقم أو مفتاح المسافة أو مفتاح وظيفي.</translation>
    </message>
    <message>
        <source>{kind}, kept on {day}, {size}.</source>
        <translation>{kind}، حُفظت في {day}، {size}.</translation>
    </message>
    <message>
        <source>{language}: {before} times the positions of {first}</source>
        <translation>{language}: {before} ضعف مواضع {first}</translation>
    </message>
    <message>
        <source>{listed} learned from it and still {know} it. Learn again without it, or delete the version.</source>
        <translation>تعلّمت منه وما زالت تعرفه: {listed} ‏({know}). يُرجى التعلّم من جديد دونه أو حذف النسخة.</translation>
    </message>
    <message>
        <source>{loss} nats a token with the adapter, {loss_2} with the profile&apos;s text instead.</source>
        <translation>{loss} نات لكل رمز مع المهايئ، و{loss_2} مع نص الملف الشخصي بدلًا منه.</translation>
    </message>
    <message>
        <source>{loss} worse ({at_most})</source>
        <translation>أسوأ بنسبة {loss} ({at_most})</translation>
    </message>
    <message>
        <source>{memory}: weights {weights}, context {context}, engine and working memory {working}</source>
        <translation>{memory}: الأوزان {weights}، السياق {context}، المحرّك وذاكرة العمل {working}</translation>
    </message>
    <message>
        <source>{message} Check the path.</source>
        <translation>{message} يُرجى فحص المسار.</translation>
    </message>
    <message>
        <source>{message} Did you mean {near}?</source>
        <translation>{message} هل المقصود {near}؟</translation>
    </message>
    <message>
        <source>{message} Did you mean {words}?</source>
        <translation>{message} هل المقصود {words}؟</translation>
    </message>
    <message>
        <source>{message} It holds {words}.</source>
        <translation>{message} عليه {words}.</translation>
    </message>
    <message>
        <source>{message} It is empty: import one, or name the path of a GGUF adapter or a PEFT folder.</source>
        <translation>{message} هو فارغ: يُرجى استيراد مهايئ أو ذكر مسار مهايئ GGUF أو مجلد PEFT.</translation>
    </message>
    <message>
        <source>{message} It was not sent. {kept}</source>
        <translation>{message} لم تُرسل. {kept}</translation>
    </message>
    <message>
        <source>{message} The library holds {names}; a path to a .gguf file or an ONNX folder is taken too.</source>
        <translation>{message} في المكتبة {names}؛ ويُقبل أيضًا مسار ملف ‎.gguf أو مجلد ONNX.</translation>
    </message>
    <message>
        <source>{message} The library is empty; name a path to a .gguf file or an ONNX folder.</source>
        <translation>{message} المكتبة فارغة؛ يُرجى ذكر مسار ملف ‎.gguf أو مجلد ONNX.</translation>
    </message>
    <message>
        <source>{message} The reply is kept in memory and saved as soon as that works; do not close the window.</source>
        <translation>{message} الرد محفوظ في الذاكرة ويُكتب حالما يصبح ذلك ممكنًا؛ يُرجى عدم إغلاق النافذة.</translation>
    </message>
    <message>
        <source>{message} What has arrived is kept.</source>
        <translation>{message} ما وصل محفوظ.</translation>
    </message>
    <message>
        <source>{message} What was downloaded is deleted.</source>
        <translation>{message} ما نُزِّل حُذف.</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} د</translation>
    </message>
    <message>
        <source>{model}, steered by {small} at {strength}</source>
        <translation>{model}، بتوجيه من {small} بشدّة {strength}</translation>
    </message>
    <message>
        <source>{names} cannot become one file: </source>
        <translation>لا يمكن أن تصير {names} ملفًا واحدًا: </translation>
    </message>
    <message>
        <source>{name} (not found)</source>
        <translation>{name} (غير موجود)</translation>
    </message>
    <message>
        <source>{name} (not on the shelf)</source>
        <translation>{name} (ليس على الرف)</translation>
    </message>
    <message>
        <source>{name} at {scale}</source>
        <translation>{name} بشدّة {scale}</translation>
    </message>
    <message>
        <source>{name} can be held to it.</source>
        <translation>يمكن إلزام {name} به.</translation>
    </message>
    <message>
        <source>{name} cannot be used</source>
        <translation>لا يمكن استخدام {name}</translation>
    </message>
    <message>
        <source>{name} cannot be used.</source>
        <translation>لا يمكن استخدام {name}.</translation>
    </message>
    <message>
        <source>{name} deleted, with {what}.</source>
        <translation>حُذف {name}، ومعه {what}.</translation>
    </message>
    <message>
        <source>{name} deleted.</source>
        <translation>حُذف {name}.</translation>
    </message>
    <message>
        <source>{name} did not pass its test. Its report says what was learned.</source>
        <translation>لم تجتز {name} اختبارها. يقول تقريرها ما تُعلِّم.</translation>
    </message>
    <message>
        <source>{name} is a model of a kind that this program cannot run.</source>
        <translation>{name} نموذج من نوع لا يستطيع هذا البرنامج تشغيله.</translation>
    </message>
    <message>
        <source>{name} is added</source>
        <translation>أُضيف {name}</translation>
    </message>
    <message>
        <source>{name} is added: passages are also compared by their meaning.</source>
        <translation>أُضيف {name}: تُقارن المقاطع أيضًا بمعناها.</translation>
    </message>
    <message>
        <source>{name} is attached</source>
        <translation>أُرفق {name}</translation>
    </message>
    <message>
        <source>{name} is being loaded</source>
        <translation>يُحمَّل {name}</translation>
    </message>
    <message>
        <source>{name} is better</source>
        <translation>{name} أفضل</translation>
    </message>
    <message>
        <source>{name} is deleted. {size} are free again.</source>
        <translation>حُذف {name}. أُخليت {size}.</translation>
    </message>
    <message>
        <source>{name} is in the library already. Use it?</source>
        <translation>{name} موجود في المكتبة بالفعل. هل يُستخدم؟</translation>
    </message>
    <message>
        <source>{name} is in the library. Use it?</source>
        <translation>{name} موجود في المكتبة. هل يُستخدم؟</translation>
    </message>
    <message>
        <source>{name} is made. Nothing uses it yet.</source>
        <translation>أُنشئت {name}. لا شيء يستخدمها بعد.</translation>
    </message>
    <message>
        <source>{name} is no longer on the shelf. Take it out of this side.</source>
        <translation>لم يعد {name} على الرف. يُرجى إخراجه من هذا الجانب.</translation>
    </message>
    <message>
        <source>{name} is not listed any more. Its files are where they were.</source>
        <translation>لم يعد {name} مدرجًا. ملفاته حيث كانت.</translation>
    </message>
    <message>
        <source>{name} is not on the shelf any more.</source>
        <translation>لم يعد {name} على الرف.</translation>
    </message>
    <message>
        <source>{name} is not used</source>
        <translation>لا يُستخدم {name}</translation>
    </message>
    <message>
        <source>{name} is not what it should be</source>
        <translation>ليس {name} كما ينبغي أن يكون</translation>
    </message>
    <message>
        <source>{name} is on the shelf, and this conversation uses it.</source>
        <translation>{name} على الرف، وتستخدمه هذه المحادثة.</translation>
    </message>
    <message>
        <source>{name} is on the shelf. The loaded model cannot use it.</source>
        <translation>{name} على الرف. لا يستطيع النموذج المحمَّل استخدامه.</translation>
    </message>
    <message>
        <source>{name} is on the shelf. Use it in this conversation?</source>
        <translation>{name} على الرف. هل يُستخدم في هذه المحادثة؟</translation>
    </message>
    <message>
        <source>{name} is ready. Its report says what was learned.</source>
        <translation>{name} جاهزة. يقول تقريرها ما تُعلِّم.</translation>
    </message>
    <message>
        <source>{name} is used meanwhile.</source>
        <translation>يُستخدم {name} في هذه الأثناء.</translation>
    </message>
    <message>
        <source>{name} is used where it is. Copy it into the library?</source>
        <translation>يُستخدم {name} في مكانه. هل يُنسخ إلى المكتبة؟</translation>
    </message>
    <message>
        <source>{name} is what it was, byte for byte.</source>
        <translation>{name} كما كان، بايتًا ببايت.</translation>
    </message>
    <message>
        <source>{name} is written. Load it?</source>
        <translation>كُتب {name}. هل يُحمَّل؟</translation>
    </message>
    <message>
        <source>{name} may fit this message</source>
        <translation>قد يلائم {name} هذه الرسالة</translation>
    </message>
    <message>
        <source>{name} off</source>
        <translation>{name} متوقف</translation>
    </message>
    <message>
        <source>{name} on, scale {scale}</source>
        <translation>{name} مشغَّل، الشدّة {scale}</translation>
    </message>
    <message>
        <source>{name} taken out</source>
        <translation>أُخرج {name}</translation>
    </message>
    <message>
        <source>{name} was made for {small}, not for {large}. {small} can steer {large} with it.</source>
        <translation>صُنع {name} من أجل {small} لا من أجل {large}. يمكن أن يوجّه {small} النموذج {large} به.</translation>
    </message>
    <message>
        <source>{name} was not added</source>
        <translation>لم يُضف {name}</translation>
    </message>
    <message>
        <source>{name} was not downloaded</source>
        <translation>لم يُنزَّل {name}</translation>
    </message>
    <message>
        <source>{name} was not imported</source>
        <translation>لم يُستورد {name}</translation>
    </message>
    <message>
        <source>{name} was not removed</source>
        <translation>لم يُزَل {name}</translation>
    </message>
    <message>
        <source>{name} was not stored as {kind}</source>
        <translation>لم يُخزَّن {name} بصيغة {kind}</translation>
    </message>
    <message>
        <source>{name} was not written</source>
        <translation>لم يُكتب {name}</translation>
    </message>
    <message>
        <source>{name} was read whole. There was nothing to compare it with; its checksum is kept from now on.</source>
        <translation>قُرئ {name} كله. لم يكن هناك ما يُقارن به؛ ويُحفظ مجموعه الاختباري من الآن.</translation>
    </message>
    <message>
        <source>{name} — what the model reads</source>
        <translation>{name} — ما يقرؤه النموذج</translation>
    </message>
    <message>
        <source>{name}, to steer by {small}</source>
        <translation>{name}، للتوجيه بواسطة {small}</translation>
    </message>
    <message>
        <source>{name}, which you found better</source>
        <translation>{name}، التي وجدتها أفضل</translation>
    </message>
    <message>
        <source>{name}, {count}, closed</source>
        <translation>{name}، {count}، مطوي</translation>
    </message>
    <message>
        <source>{name}, {count}, open</source>
        <translation>{name}، {count}، مفتوح</translation>
    </message>
    <message>
        <source>{name}: {why}</source>
        <translation>{name}: {why}</translation>
    </message>
    <message>
        <source>{nats} nats a token differ</source>
        <translation>فرق {nats} نات لكل رمز</translation>
    </message>
    <message>
        <source>{nats} nats from what was trained</source>
        <translation>{nats} نات عمّا دُرِّب</translation>
    </message>
    <message>
        <source>{note} Shows the text that the model reads.</source>
        <translation>{note} يعرض النص الذي يقرؤه النموذج.</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} غ.ب</translation>
    </message>
    <message>
        <source>{number} MB</source>
        <translation>{number} م.ب</translation>
    </message>
    <message>
        <source>{number} kB</source>
        <translation>{number} ك.ب</translation>
    </message>
    <message>
        <source>{number} × {what}</source>
        <translation>{number} × {what}</translation>
    </message>
    <message numerus="yes">
        <source>{n} adapters</source>
        <translation>
            <numerusform>بلا مهايئات</numerusform>
            <numerusform>مهايئ واحد</numerusform>
            <numerusform>مهايئان</numerusform>
            <numerusform>{n} مهايئات</numerusform>
            <numerusform>{n} مهايئًا</numerusform>
            <numerusform>{n} مهايئ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} adapters together</source>
        <translation>
            <numerusform>بلا مهايئات</numerusform>
            <numerusform>مهايئ واحد</numerusform>
            <numerusform>مهايئان معًا</numerusform>
            <numerusform>{n} مهايئات معًا</numerusform>
            <numerusform>{n} مهايئًا معًا</numerusform>
            <numerusform>{n} مهايئ معًا</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} better answers</source>
        <translation>
            <numerusform>بلا إجابات أفضل</numerusform>
            <numerusform>إجابة أفضل</numerusform>
            <numerusform>إجابتان أفضل</numerusform>
            <numerusform>{n} إجابات أفضل</numerusform>
            <numerusform>{n} إجابة أفضل</numerusform>
            <numerusform>{n} إجابة أفضل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} characters</source>
        <translation>
            <numerusform>بلا أحرف</numerusform>
            <numerusform>حرف واحد</numerusform>
            <numerusform>حرفان</numerusform>
            <numerusform>{n} أحرف</numerusform>
            <numerusform>{n} حرفًا</numerusform>
            <numerusform>{n} حرف</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} chosen replies</source>
        <translation>
            <numerusform>بلا ردود مختارة</numerusform>
            <numerusform>رد مختار</numerusform>
            <numerusform>ردان مختاران</numerusform>
            <numerusform>{n} ردود مختارة</numerusform>
            <numerusform>{n} ردًّا مختارًا</numerusform>
            <numerusform>{n} رد مختار</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} connections to a network</source>
        <translation>
            <numerusform>بلا اتصالات بالشبكة</numerusform>
            <numerusform>اتصال واحد بالشبكة</numerusform>
            <numerusform>اتصالان بالشبكة</numerusform>
            <numerusform>{n} اتصالات بالشبكة</numerusform>
            <numerusform>{n} اتصالًا بالشبكة</numerusform>
            <numerusform>{n} اتصال بالشبكة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} connections to a network are open.</source>
        <translation>
            <numerusform>لا اتصال مفتوح بالشبكة.</numerusform>
            <numerusform>اتصال واحد مفتوح بالشبكة.</numerusform>
            <numerusform>اتصالان مفتوحان بالشبكة.</numerusform>
            <numerusform>{n} اتصالات مفتوحة بالشبكة.</numerusform>
            <numerusform>{n} اتصالًا مفتوحًا بالشبكة.</numerusform>
            <numerusform>{n} اتصال مفتوح بالشبكة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations</source>
        <translation>
            <numerusform>بلا محادثات</numerusform>
            <numerusform>محادثة واحدة</numerusform>
            <numerusform>محادثتان</numerusform>
            <numerusform>{n} محادثات</numerusform>
            <numerusform>{n} محادثة</numerusform>
            <numerusform>{n} محادثة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations brought in</source>
        <translation>
            <numerusform>لم تُجلب محادثات</numerusform>
            <numerusform>جُلبت محادثة واحدة</numerusform>
            <numerusform>جُلبت محادثتان</numerusform>
            <numerusform>جُلبت {n} محادثات</numerusform>
            <numerusform>جُلبت {n} محادثة</numerusform>
            <numerusform>جُلبت {n} محادثة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations continued</source>
        <translation>
            <numerusform>لم تُستكمل محادثات</numerusform>
            <numerusform>استُكملت محادثة واحدة</numerusform>
            <numerusform>استُكملت محادثتان</numerusform>
            <numerusform>استُكملت {n} محادثات</numerusform>
            <numerusform>استُكملت {n} محادثة</numerusform>
            <numerusform>استُكملت {n} محادثة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations deleted.</source>
        <translation>
            <numerusform>لم تُحذف محادثات.</numerusform>
            <numerusform>حُذفت المحادثة.</numerusform>
            <numerusform>حُذفت محادثتان.</numerusform>
            <numerusform>حُذفت {n} محادثات.</numerusform>
            <numerusform>حُذفت {n} محادثة.</numerusform>
            <numerusform>حُذفت {n} محادثة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations put into the archive.</source>
        <translation>
            <numerusform>لم توضع محادثات في الأرشيف.</numerusform>
            <numerusform>وُضعت المحادثة في الأرشيف.</numerusform>
            <numerusform>وُضعت محادثتان في الأرشيف.</numerusform>
            <numerusform>وُضعت {n} محادثات في الأرشيف.</numerusform>
            <numerusform>وُضعت {n} محادثة في الأرشيف.</numerusform>
            <numerusform>وُضعت {n} محادثة في الأرشيف.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations taken out of the archive.</source>
        <translation>
            <numerusform>لم تُخرج محادثات من الأرشيف.</numerusform>
            <numerusform>أُخرجت المحادثة من الأرشيف.</numerusform>
            <numerusform>أُخرجت محادثتان من الأرشيف.</numerusform>
            <numerusform>أُخرجت {n} محادثات من الأرشيف.</numerusform>
            <numerusform>أُخرجت {n} محادثة من الأرشيف.</numerusform>
            <numerusform>أُخرجت {n} محادثة من الأرشيف.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations written to {name}.</source>
        <translation>
            <numerusform>لم تُكتب محادثات في {name}.</numerusform>
            <numerusform>كُتبت محادثة واحدة في {name}.</numerusform>
            <numerusform>كُتبت محادثتان في {name}.</numerusform>
            <numerusform>كُتبت {n} محادثات في {name}.</numerusform>
            <numerusform>كُتبت {n} محادثة في {name}.</numerusform>
            <numerusform>كُتبت {n} محادثة في {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} corrections</source>
        <translation>
            <numerusform>بلا تصحيحات</numerusform>
            <numerusform>تصحيح واحد</numerusform>
            <numerusform>تصحيحان</numerusform>
            <numerusform>{n} تصحيحات</numerusform>
            <numerusform>{n} تصحيحًا</numerusform>
            <numerusform>{n} تصحيح</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} examples</source>
        <translation>
            <numerusform>بلا أمثلة</numerusform>
            <numerusform>مثال واحد</numerusform>
            <numerusform>مثالان</numerusform>
            <numerusform>{n} أمثلة</numerusform>
            <numerusform>{n} مثالًا</numerusform>
            <numerusform>{n} مثال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} examples held back to test the result.</source>
        <translation>
            <numerusform>لم تُحجز أمثلة لاختبار النتيجة.</numerusform>
            <numerusform>حُجز مثال واحد لاختبار النتيجة.</numerusform>
            <numerusform>حُجز مثالان لاختبار النتيجة.</numerusform>
            <numerusform>حُجزت {n} أمثلة لاختبار النتيجة.</numerusform>
            <numerusform>حُجز {n} مثالًا لاختبار النتيجة.</numerusform>
            <numerusform>حُجز {n} مثال لاختبار النتيجة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} facts</source>
        <translation>
            <numerusform>بلا حقائق</numerusform>
            <numerusform>حقيقة واحدة</numerusform>
            <numerusform>حقيقتان</numerusform>
            <numerusform>{n} حقائق</numerusform>
            <numerusform>{n} حقيقة</numerusform>
            <numerusform>{n} حقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files were not attached</source>
        <translation>
            <numerusform>لم تُرفق أي ملفات</numerusform>
            <numerusform>لم يُرفق الملف</numerusform>
            <numerusform>لم يُرفق ملفان</numerusform>
            <numerusform>لم تُرفق {n} ملفات</numerusform>
            <numerusform>لم يُرفق {n} ملفًا</numerusform>
            <numerusform>لم يُرفق {n} ملف</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} layers of the model</source>
        <translation>
            <numerusform>بلا طبقات من النموذج</numerusform>
            <numerusform>طبقة واحدة من النموذج</numerusform>
            <numerusform>طبقتان من النموذج</numerusform>
            <numerusform>{n} طبقات من النموذج</numerusform>
            <numerusform>{n} طبقة من النموذج</numerusform>
            <numerusform>{n} طبقة من النموذج</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} left out.</source>
        <translation>
            <numerusform>لم يُستبعد شيء.</numerusform>
            <numerusform>استُبعد واحد.</numerusform>
            <numerusform>استُبعد اثنان.</numerusform>
            <numerusform>استُبعدت {n}.</numerusform>
            <numerusform>استُبعد {n}.</numerusform>
            <numerusform>استُبعد {n}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} matrices of the model</source>
        <translation>
            <numerusform>بلا مصفوفات من النموذج</numerusform>
            <numerusform>مصفوفة واحدة من النموذج</numerusform>
            <numerusform>مصفوفتان من النموذج</numerusform>
            <numerusform>{n} مصفوفات من النموذج</numerusform>
            <numerusform>{n} مصفوفة من النموذج</numerusform>
            <numerusform>{n} مصفوفة من النموذج</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>بلا رسائل</numerusform>
            <numerusform>رسالة واحدة</numerusform>
            <numerusform>رسالتان</numerusform>
            <numerusform>{n} رسائل</numerusform>
            <numerusform>{n} رسالة</numerusform>
            <numerusform>{n} رسالة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages added</source>
        <translation>
            <numerusform>لم تُضف رسائل</numerusform>
            <numerusform>أُضيفت رسالة واحدة</numerusform>
            <numerusform>أُضيفت رسالتان</numerusform>
            <numerusform>أُضيفت {n} رسائل</numerusform>
            <numerusform>أُضيفت {n} رسالة</numerusform>
            <numerusform>أُضيفت {n} رسالة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages deleted: this one, and all that followed.</source>
        <translation>
            <numerusform>لم تُحذف رسائل.</numerusform>
            <numerusform>حُذفت الرسالة.</numerusform>
            <numerusform>حُذفت رسالتان: هذه وما بعدها.</numerusform>
            <numerusform>حُذفت {n} رسائل: هذه وكل ما تلاها.</numerusform>
            <numerusform>حُذفت {n} رسالة: هذه وكل ما تلاها.</numerusform>
            <numerusform>حُذفت {n} رسالة: هذه وكل ما تلاها.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages looked through.</source>
        <translation>
            <numerusform>لم تُتصفح رسائل.</numerusform>
            <numerusform>تُصفحت رسالة واحدة.</numerusform>
            <numerusform>تُصفحت رسالتان.</numerusform>
            <numerusform>تُصفحت {n} رسائل.</numerusform>
            <numerusform>تُصفحت {n} رسالة.</numerusform>
            <numerusform>تُصفحت {n} رسالة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} models</source>
        <translation>
            <numerusform>بلا نماذج</numerusform>
            <numerusform>نموذج واحد</numerusform>
            <numerusform>نموذجان</numerusform>
            <numerusform>{n} نماذج</numerusform>
            <numerusform>{n} نموذجًا</numerusform>
            <numerusform>{n} نموذج</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more files could not be read.</source>
        <translation>
            <numerusform>قُرئت كل الملفات.</numerusform>
            <numerusform>تعذّرت قراءة ملف آخر.</numerusform>
            <numerusform>تعذّرت قراءة ملفين آخرين.</numerusform>
            <numerusform>تعذّرت قراءة {n} ملفات أخرى.</numerusform>
            <numerusform>تعذّرت قراءة {n} ملفًا آخر.</numerusform>
            <numerusform>تعذّرت قراءة {n} ملف آخر.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more on the shelf…</source>
        <translation>
            <numerusform>المزيد على الرف…</numerusform>
            <numerusform>واحد آخر على الرف…</numerusform>
            <numerusform>اثنان آخران على الرف…</numerusform>
            <numerusform>{n} أخرى على الرف…</numerusform>
            <numerusform>{n} آخر على الرف…</numerusform>
            <numerusform>{n} آخر على الرف…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} not readable</source>
        <translation>
            <numerusform>الكل مقروء</numerusform>
            <numerusform>تعذّرت قراءة واحدة</numerusform>
            <numerusform>تعذّرت قراءة اثنتين</numerusform>
            <numerusform>تعذّرت قراءة {n}</numerusform>
            <numerusform>تعذّرت قراءة {n}</numerusform>
            <numerusform>تعذّرت قراءة {n}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of them are here already.</source>
        <translation>
            <numerusform>لا شيء منها هنا بعد.</numerusform>
            <numerusform>واحدة منها هنا بالفعل.</numerusform>
            <numerusform>اثنتان منها هنا بالفعل.</numerusform>
            <numerusform>{n} منها هنا بالفعل.</numerusform>
            <numerusform>{n} منها هنا بالفعل.</numerusform>
            <numerusform>{n} منها هنا بالفعل.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} older: search finds them</source>
        <translation>
            <numerusform>لا أقدم</numerusform>
            <numerusform>واحدة أقدم: يجدها البحث</numerusform>
            <numerusform>اثنتان أقدم: يجدهما البحث</numerusform>
            <numerusform>{n} أقدم: يجدها البحث</numerusform>
            <numerusform>{n} أقدم: يجدها البحث</numerusform>
            <numerusform>{n} أقدم: يجدها البحث</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} others do not fit this model</source>
        <translation>
            <numerusform>كلها تلائم هذا النموذج</numerusform>
            <numerusform>واحد آخر لا يلائم هذا النموذج</numerusform>
            <numerusform>اثنان آخران لا يلائمان هذا النموذج</numerusform>
            <numerusform>{n} أخرى لا تلائم هذا النموذج</numerusform>
            <numerusform>{n} آخر لا تلائم هذا النموذج</numerusform>
            <numerusform>{n} آخر لا تلائم هذا النموذج</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pages</source>
        <translation>
            <numerusform>بلا صفحات</numerusform>
            <numerusform>صفحة واحدة</numerusform>
            <numerusform>صفحتان</numerusform>
            <numerusform>{n} صفحات</numerusform>
            <numerusform>{n} صفحة</numerusform>
            <numerusform>{n} صفحة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pages are with the printer.</source>
        <translation>
            <numerusform>لا صفحات لدى الطابعة.</numerusform>
            <numerusform>صفحة واحدة لدى الطابعة.</numerusform>
            <numerusform>صفحتان لدى الطابعة.</numerusform>
            <numerusform>{n} صفحات لدى الطابعة.</numerusform>
            <numerusform>{n} صفحة لدى الطابعة.</numerusform>
            <numerusform>{n} صفحة لدى الطابعة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} passages</source>
        <translation>
            <numerusform>بلا فقرات</numerusform>
            <numerusform>فقرة واحدة</numerusform>
            <numerusform>فقرتان</numerusform>
            <numerusform>{n} فقرات</numerusform>
            <numerusform>{n} فقرة</numerusform>
            <numerusform>{n} فقرة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} passages of yours</source>
        <translation>
            <numerusform>بلا فقرات منك</numerusform>
            <numerusform>فقرة منك</numerusform>
            <numerusform>فقرتان منك</numerusform>
            <numerusform>{n} فقرات منك</numerusform>
            <numerusform>{n} فقرة منك</numerusform>
            <numerusform>{n} فقرة منك</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} positions</source>
        <translation>
            <numerusform>بلا مواضع</numerusform>
            <numerusform>موضع واحد</numerusform>
            <numerusform>موضعان</numerusform>
            <numerusform>{n} مواضع</numerusform>
            <numerusform>{n} موضعًا</numerusform>
            <numerusform>{n} موضع</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} possible facts were found.</source>
        <translation>
            <numerusform>لم يُعثر على حقائق محتملة.</numerusform>
            <numerusform>عُثر على حقيقة محتملة واحدة.</numerusform>
            <numerusform>عُثر على حقيقتين محتملتين.</numerusform>
            <numerusform>عُثر على {n} حقائق محتملة.</numerusform>
            <numerusform>عُثر على {n} حقيقة محتملة.</numerusform>
            <numerusform>عُثر على {n} حقيقة محتملة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} replies that you took in</source>
        <translation>
            <numerusform>بلا ردود مدرجة</numerusform>
            <numerusform>رد أدرجته</numerusform>
            <numerusform>ردان أدرجتهما</numerusform>
            <numerusform>{n} ردود أدرجتها</numerusform>
            <numerusform>{n} ردًّا أدرجتها</numerusform>
            <numerusform>{n} رد أدرجتها</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} there already</source>
        <translation>
            <numerusform>لا شيء موجود من قبل</numerusform>
            <numerusform>واحدة موجودة من قبل</numerusform>
            <numerusform>اثنتان موجودتان من قبل</numerusform>
            <numerusform>{n} موجودة من قبل</numerusform>
            <numerusform>{n} موجودة من قبل</numerusform>
            <numerusform>{n} موجودة من قبل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} thumbs down</source>
        <translation>
            <numerusform>بلا إبهام إلى أسفل</numerusform>
            <numerusform>إبهام إلى أسفل</numerusform>
            <numerusform>إبهامان إلى أسفل</numerusform>
            <numerusform>{n} إبهامات إلى أسفل</numerusform>
            <numerusform>{n} إبهامًا إلى أسفل</numerusform>
            <numerusform>{n} إبهام إلى أسفل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} thumbs up</source>
        <translation>
            <numerusform>بلا إبهام إلى أعلى</numerusform>
            <numerusform>إبهام إلى أعلى</numerusform>
            <numerusform>إبهامان إلى أعلى</numerusform>
            <numerusform>{n} إبهامات إلى أعلى</numerusform>
            <numerusform>{n} إبهامًا إلى أعلى</numerusform>
            <numerusform>{n} إبهام إلى أعلى</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} to look at</source>
        <translation>
            <numerusform>لا شيء للنظر فيه</numerusform>
            <numerusform>بقيت واحدة للنظر فيها</numerusform>
            <numerusform>بقيت اثنتان للنظر فيهما</numerusform>
            <numerusform>بقيت {n} للنظر فيها</numerusform>
            <numerusform>بقيت {n} للنظر فيها</numerusform>
            <numerusform>بقيت {n} للنظر فيها</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} tokens</source>
        <translation>
            <numerusform>بلا رموز</numerusform>
            <numerusform>رمز واحد</numerusform>
            <numerusform>رمزان</numerusform>
            <numerusform>{n} رموز</numerusform>
            <numerusform>{n} رمزًا</numerusform>
            <numerusform>{n} رمز</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} versions learned from you</source>
        <translation>
            <numerusform>بلا نسخ تعلّمت منك</numerusform>
            <numerusform>نسخة تعلّمت منك</numerusform>
            <numerusform>نسختان تعلّمتا منك</numerusform>
            <numerusform>{n} نسخ تعلّمت منك</numerusform>
            <numerusform>{n} نسخة تعلّمت منك</numerusform>
            <numerusform>{n} نسخة تعلّمت منك</numerusform>
        </translation>
    </message>
    <message>
        <source>{outcome} Ask again when the model is ready.</source>
        <translation>{outcome} يُرجى السؤال من جديد عندما يصبح النموذج جاهزًا.</translation>
    </message>
    <message>
        <source>{outcome} It is started again.</source>
        <translation>{outcome} يُشغَّل من جديد.</translation>
    </message>
    <message>
        <source>{outcome} It was tried twice, so the model is not loaded again by itself. Choose another model, lower the context in the settings, or load it once more.</source>
        <translation>{outcome} جُرِّب مرتين، لذا لا يُعاد تحميل النموذج تلقائيًا. يُرجى اختيار نموذج آخر، أو تصغير السياق في الإعدادات، أو تحميله مرة أخرى.</translation>
    </message>
    <message>
        <source>{outcome} Nothing is left of what it wrote.</source>
        <translation>{outcome} لم يبقَ شيء مما كتبه.</translation>
    </message>
    <message>
        <source>{outcome} Run the comparison once more.</source>
        <translation>{outcome} يُرجى تشغيل المقارنة مرة أخرى.</translation>
    </message>
    <message>
        <source>{outcome} The conversation is not touched by it.</source>
        <translation>{outcome} لم تُمسّ المحادثة.</translation>
    </message>
    <message>
        <source>{outcome} The engine is started again; run the comparison once more.</source>
        <translation>{outcome} يُشغَّل المحرّك من جديد؛ يُرجى تشغيل المقارنة مرة أخرى.</translation>
    </message>
    <message>
        <source>{outcome} What it had written is kept. The engine is started again, so you can go on.</source>
        <translation>{outcome} ما كان قد كتبه محفوظ. يُشغَّل المحرّك من جديد، فيمكن المتابعة.</translation>
    </message>
    <message>
        <source>{pages} pages have no text that can be read; pictures of text, maybe.</source>
        <translation>صفحات بلا نص تمكن قراءته: {pages}؛ ربما هي صور نص.</translation>
    </message>
    <message numerus="yes">
        <source>{passages} in {n} files</source>
        <translation>
            <numerusform>{passages}</numerusform>
            <numerusform>{passages} في ملف واحد</numerusform>
            <numerusform>{passages} في ملفين</numerusform>
            <numerusform>{passages} في {n} ملفات</numerusform>
            <numerusform>{passages} في {n} ملفًا</numerusform>
            <numerusform>{passages} في {n} ملف</numerusform>
        </translation>
    </message>
    <message>
        <source>{path}
Nothing in it is changed.</source>
        <translation>{path}
لا يُغيَّر شيء فيه.</translation>
    </message>
    <message>
        <source>{path}
{architecture}, {parameters} parameters, {quantization}
Context {context_length} of {trained_context_length} tokens, KV cache {kv_type}, {size}
Runs on {devices} with {threads} threads, through {backend}</source>
        <translation>{path}
{architecture}، {parameters} من المعاملات، {quantization}
السياق {context_length} من {trained_context_length} رمز، ذاكرة KV المؤقتة {kv_type}، {size}
يعمل على {devices} بعدد خيوط {threads}، عبر {backend}</translation>
    </message>
    <message>
        <source>{path} (it is a link)</source>
        <translation>{path} (هو وصلة)</translation>
    </message>
    <message>
        <source>{path} holds more than {value} files; what comes after them was not looked at.</source>
        <translation>في {path} أكثر من {value} ملف؛ لم يُنظر فيما بعدها.</translation>
    </message>
    <message>
        <source>{path} is a link that leads out of the folder, to {outside}; it was not followed.</source>
        <translation>{path} وصلة تخرج من المجلد إلى {outside}؛ لم تُتبع.</translation>
    </message>
    <message>
        <source>{path} is held by another process</source>
        <translation>تمسك عملية أخرى {path}</translation>
    </message>
    <message>
        <source>{path} is held by process {holder}</source>
        <translation>تمسك العملية {holder}‏ {path}</translation>
    </message>
    <message>
        <source>{path} is not there at the moment.</source>
        <translation>{path} غير موجود الآن.</translation>
    </message>
    <message>
        <source>{path} is not used any more. Nothing in it was changed.</source>
        <translation>لم يعد {path} مستخدمًا. لم يُغيَّر شيء فيه.</translation>
    </message>
    <message>
        <source>{path} is used where it is: {models}.</source>
        <translation>يُستخدم {path} في مكانه: {models}.</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{percent} saved</source>
        <translation>وُفِّر {percent}</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} من {count}</translation>
    </message>
    <message>
        <source>{rate} tok/s</source>
        <translation>{rate} رمز/ث</translation>
    </message>
    <message>
        <source>{sampling}, more settings of this side</source>
        <translation>{sampling}، إعدادات أخرى لهذا الجانب</translation>
    </message>
    <message>
        <source>{saved} fewer positions, first word in {ratio} of the time, {loss}</source>
        <translation>مواضع أقل بنسبة {saved}، والكلمة الأولى في {ratio} من الوقت، {loss}</translation>
    </message>
    <message>
        <source>{scale} is no strength for an adapter. Choose a number between {value} and {value_3}; 1 is what it was trained for.</source>
        <translation>ليست {scale} شدّة لمهايئ. يُرجى اختيار عدد بين {value} و{value_3}؛ و1 هو ما دُرِّب عليه.</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} ث</translation>
    </message>
    <message>
        <source>{share} used</source>
        <translation>المستخدم {share}</translation>
    </message>
    <message>
        <source>{share} · {saved} saved</source>
        <translation>{share} · وُفِّر {saved}</translation>
    </message>
    <message>
        <source>{share}, more than the model reads at once</source>
        <translation>{share}، أكثر مما يقرؤه النموذج دفعة واحدة</translation>
    </message>
    <message>
        <source>{share}, nearly full</source>
        <translation>{share}، ممتلئ تقريبًا</translation>
    </message>
    <message>
        <source>{share}, {saved} saved by dynamic tokens</source>
        <translation>{share}، وفّرت الرموز الديناميكية {saved}</translation>
    </message>
    <message>
        <source>{size} GB</source>
        <translation>{size} غ.ب</translation>
    </message>
    <message>
        <source>{size} KB</source>
        <translation>{size} ك.ب</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} م.ب</translation>
    </message>
    <message>
        <source>{size} kB</source>
        <translation>{size} ك.ب</translation>
    </message>
    <message>
        <source>{size}, in use</source>
        <translation>{size}، قيد الاستخدام</translation>
    </message>
    <message>
        <source>{size}, {protection}</source>
        <translation>{size}، {protection}</translation>
    </message>
    <message>
        <source>{spoken}, {after} with dynamic tokens</source>
        <translation>{spoken}، {after} مع الرموز الديناميكية</translation>
    </message>
    <message>
        <source>{strength} is no strength to steer with. Choose a number between {value} and {value_3} other than 0; 1 adds just what the adapters change in the small model.</source>
        <translation>ليست {strength} شدّة للتوجيه. يُرجى اختيار عدد بين {value} و{value_3} غير 0؛ و1 يضيف ما تغيّره المهايئات في النموذج الصغير بالضبط.</translation>
    </message>
    <message>
        <source>{text}. Press to remove it.</source>
        <translation>{text}. الضغط يزيله.</translation>
    </message>
    <message>
        <source>{threads} threads are not possible. Choose 1 to {value}.</source>
        <translation>لا يمكن استخدام {threads} خيط. يُرجى اختيار 1 إلى {value}.</translation>
    </message>
    <message>
        <source>{title} — Homespun</source>
        <translation>‏{title} — Homespun</translation>
    </message>
    <message>
        <source>{tokens} in {time}</source>
        <translation>{tokens} في {time}</translation>
    </message>
    <message>
        <source>{used} of {length}</source>
        <translation>{used} من {length}</translation>
    </message>
    <message>
        <source>{used} of {length} positions</source>
        <translation>{used} من {length} موضع</translation>
    </message>
    <message>
        <source>{value} folders are the most that the library looks into. Remove one, or add one above them.</source>
        <translation>أقصى ما تنظر فيه المكتبة {value} مجلد. يُرجى إزالة واحد أو إضافة مجلد فوقها.</translation>
    </message>
    <message>
        <source>{versions} was merged from it and keeps what it learned.</source>
        <translation>دُمجت {versions} منها وتحتفظ بما تعلّمته.</translation>
    </message>
    <message>
        <source>{what} It is tried again in {seconds} s.</source>
        <translation>{what} يُحاول من جديد بعد {seconds} ث.</translation>
    </message>
    <message>
        <source>{what} What has arrived is kept: check the connection of this computer, and start the download again to go on from there.</source>
        <translation>{what} ما وصل محفوظ: يُرجى فحص اتصال هذا الحاسوب وبدء التنزيل من جديد للمتابعة من هناك.</translation>
    </message>
    <message>
        <source>{what} What has arrived is kept: start the download again to go on from there.</source>
        <translation>{what} ما وصل محفوظ: يُرجى بدء التنزيل من جديد للمتابعة من هناك.</translation>
    </message>
    <message>
        <source>{what} with a name</source>
        <translation>{what} باسم</translation>
    </message>
    <message>
        <source>“{address}” is elsewhere, and nothing is fetched. Refer to parts of this schema: #/…</source>
        <translation>‏«{address}» في مكان آخر، ولا يُجلب شيء. يُرجى الإشارة إلى أجزاء من هذا المخطّط: #/…</translation>
    </message>
    <message>
        <source>“{folder}” in the library is not the folder that Homespun made, so nothing is deleted. Remove it with your file manager.</source>
        <translation>‏«{folder}» في المكتبة ليس المجلد الذي أنشأه Homespun، لذا لا يُحذف شيء. يُرجى إزالته بمدير الملفات.</translation>
    </message>
    <message>
        <source>“{named}” is a link to {named_2}. Name that place itself.</source>
        <translation>‏«{named}» وصلة إلى {named_2}. يُرجى ذكر ذلك المكان نفسه.</translation>
    </message>
    <message>
        <source>“{name}” and “{name_2}” are for different models or profiles and cannot be merged.</source>
        <translation>‏«{name}» و«{name_2}» لنموذجين أو ملفين شخصيين مختلفين ولا يمكن دمجهما.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read. Check the drive that it is on.</source>
        <translation>لا يمكن قراءة «{name}». يُرجى فحص القرص الذي هو عليه.</translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of a model. Use letters, digits, spaces, dots and dashes.</source>
        <translation>لا يمكن أن يكون «{name}» اسم نموذج. يُرجى استخدام حروف وأرقام ومسافات ونقاط وشرطات.</translation>
    </message>
    <message>
        <source>“{name}” could not be read or unpacked, so nothing was restored.</source>
        <translation>تعذّرت قراءة «{name}» أو فكّ ضغطه، لذا لم يُستعد شيء.</translation>
    </message>
    <message>
        <source>“{name}” could not be read.</source>
        <translation>تعذّرت قراءة «{name}».</translation>
    </message>
    <message>
        <source>“{name}” could not be written.</source>
        <translation>تعذّرت كتابة «{name}».</translation>
    </message>
    <message>
        <source>“{name}” could not be written. Choose another place for it.</source>
        <translation>تعذّرت كتابة «{name}». يُرجى اختيار مكان آخر له.</translation>
    </message>
    <message>
        <source>“{name}” could not be written: {strerror}. Choose another place, or free some space.</source>
        <translation>تعذّرت كتابة «{name}»: ‏{strerror}. يُرجى اختيار مكان آخر أو إخلاء مساحة.</translation>
    </message>
    <message>
        <source>“{name}” could not be written: {value}. Choose another place, or free some space.</source>
        <translation>تعذّرت كتابة «{name}»: ‏{value}. يُرجى اختيار مكان آخر أو إخلاء مساحة.</translation>
    </message>
    <message>
        <source>“{name}” did not pass its tests and is only a draft. Train again with more examples.</source>
        <translation>لم تجتز «{name}» اختباراتها وهي مسودة فقط. يُرجى التدريب من جديد بأمثلة أكثر.</translation>
    </message>
    <message>
        <source>“{name}” holds no conversations. An export of ChatGPT or Claude is a .zip file with conversations.json in it.</source>
        <translation>ليس في «{name}» محادثات. تصدير ChatGPT أو Claude ملف ‎.zip فيه conversations.json.</translation>
    </message>
    <message>
        <source>“{name}” holds too many files. Choose the folder of the export itself.</source>
        <translation>في «{name}» ملفات أكثر مما ينبغي. يُرجى اختيار مجلد التصدير نفسه.</translation>
    </message>
    <message>
        <source>“{name}” is a damaged archive. Get it again.</source>
        <translation>‏«{name}» أرشيف تالف. يُرجى جلبه من جديد.</translation>
    </message>
    <message>
        <source>“{name}” is an ONNX model, and adapters are baked into GGUF files only. Bake them into the GGUF file of the same model, and convert the result with “homespun models convert”.</source>
        <translation>‏«{name}» نموذج ONNX، ولا تُضمَّن المهايئات إلا في ملفات GGUF. يُرجى تضمينها في ملف GGUF للنموذج نفسه وتحويل الناتج بـ «homespun models convert».</translation>
    </message>
    <message>
        <source>“{name}” is an ONNX model, and only GGUF files are stored in another format. Convert the GGUF file of the same model with another precision (“homespun models convert”).</source>
        <translation>‏«{name}» نموذج ONNX، ولا تُخزَّن بصيغة أخرى إلا ملفات GGUF. يُرجى تحويل ملف GGUF للنموذج نفسه بدقة أخرى («homespun models convert»).</translation>
    </message>
    <message>
        <source>“{name}” is an ONNX model, and only GGUF models can be steered by a smaller one.</source>
        <translation>‏«{name}» نموذج ONNX، ولا يوجِّه نموذجٌ أصغر إلا نماذج GGUF.</translation>
    </message>
    <message>
        <source>“{name}” is damaged in a way that could not be understood.</source>
        <translation>‏«{name}» تالف بطريقة لم تُفهم.</translation>
    </message>
    <message>
        <source>“{name}” is damaged, so nothing of it can be read. Get it again.</source>
        <translation>‏«{name}» تالف فلا تمكن قراءة شيء منه. يُرجى جلبه من جديد.</translation>
    </message>
    <message>
        <source>“{name}” is locked with a password. Unpack it, then bring in what is in it.</source>
        <translation>‏«{name}» مقفل بكلمة مرور. يُرجى فكّه ثم جلب ما فيه.</translation>
    </message>
    <message>
        <source>“{name}” is no JSON file. Choose the .json or .zip file of the export.</source>
        <translation>‏«{name}» ليس ملف JSON. يُرجى اختيار ملف التصدير ‎.json أو ‎.zip.</translation>
    </message>
    <message>
        <source>“{name}” is no backup of Homespun, or a damaged one. Nothing of it was restored.</source>
        <translation>«{name}» ليس نسخة احتياطية من Homespun، أو هو تالف. لم يُستعد منه شيء.</translation>
    </message>
    <message>
        <source>“{name}” is not the folder of a sentence encoder: {value} and {value_3} lie in one.</source>
        <translation>«{name}» ليس مجلد مُرمِّز معنى: في مثله {value} و {value_3}.</translation>
    </message>
    <message>
        <source>“{name}” is not there, or is no file. Choose another one.</source>
        <translation>«{name}» غير موجود أو ليس ملفًا. يُرجى اختيار غيره.</translation>
    </message>
    <message>
        <source>“{name}” is only a draft, so it cannot be merged.</source>
        <translation>‏«{name}» مسودة فقط فلا يمكن دمجها.</translation>
    </message>
    <message>
        <source>“{name}” is written. {what}</source>
        <translation>كُتب «{name}». {what}</translation>
    </message>
    <message>
        <source>“{name}” made the process that reads it end, so the rest of it is not read. It is damaged, or made to do harm.</source>
        <translation>أنهى «{name}» العملية التي تقرؤه، لذا لا يُقرأ باقيه. هو تالف أو مصنوع للإضرار.</translation>
    </message>
    <message>
        <source>“{name}” says that it holds more than 16 GB of conversations: it is not opened.</source>
        <translation>يقول «{name}» إن فيه أكثر من 16 غ.ب من المحادثات: لا يُفتح.</translation>
    </message>
    <message>
        <source>“{name}” was not made: nothing can be written there. Choose another place for it.</source>
        <translation>لم يُنشأ «{name}»: لا يمكن الكتابة هناك. يُرجى اختيار مكان آخر له.</translation>
    </message>
    <message>
        <source>“{name}” was not made: the disk is full. Free some space, or choose another place for it.</source>
        <translation>لم يُنشأ «{name}»: القرص ممتلئ. يُرجى إخلاء مساحة أو اختيار مكان آخر له.</translation>
    </message>
    <message>
        <source>“{name}” was put into the library&apos;s folder by hand, and Homespun deletes only what it copied. Delete it with your file manager.</source>
        <translation>وُضع «{name}» في مجلد المكتبة باليد، ولا يحذف Homespun إلا ما نسخه. يُرجى حذفه بمدير الملفات.</translation>
    </message>
    <message>
        <source>“{name}” was written by a newer version of Homespun. Update this one, then bring it in.</source>
        <translation>كتب «{name}» إصدارٌ أحدث من Homespun. يُرجى تحديث هذا ثم جلبه.</translation>
    </message>
    <message>
        <source>“{name}” {origin} and does not fit {name_3} ({architecture}): {reason}. Load the model that it was made for, or choose another adapter.</source>
        <translation>‏«{name}» {origin} ولا يلائم {name_3} ‏({architecture}): {reason}. يُرجى تحميل النموذج الذي صُنع له أو اختيار مهايئ آخر.</translation>
    </message>
    <message>
        <source>“{name}” {reason}</source>
        <translation>«{name}» {reason}</translation>
    </message>
    <message>
        <source>“{name}” {reason}. {advice}</source>
        <translation>«{name}» {reason}. {advice}</translation>
    </message>
    <message>
        <source>“{output}” could not be written. Check that its folder may be written to, and verify the original.</source>
        <translation>تعذّرت كتابة «{output}». يُرجى التأكد من السماح بالكتابة في مجلده، والتحقق من الأصل.</translation>
    </message>
    <message>
        <source>“{path}” ({first}) and “{path_3}” ({header}) were made for different models. Merge adapters of one model only.</source>
        <translation>صُنع «{path}» ‏({first}) و«{path_3}» ‏({header}) لنموذجين مختلفين. يُرجى دمج مهايئات نموذج واحد فقط.</translation>
    </message>
    <message>
        <source>“{path}” cannot be baked into a model: {reason}. Switch it off, and bake the others.</source>
        <translation>لا يمكن تضمين «{path}» في نموذج: {reason}. يُرجى إيقافه وتضمين غيره.</translation>
    </message>
    <message>
        <source>“{path}” changed while it was read. Wait until it is complete, and try again.</source>
        <translation>تغيّر «{path}» أثناء قراءته. يُرجى الانتظار حتى يكتمل ثم المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>“{path}” could not be looked into. Try again.</source>
        <translation>تعذّر النظر في «{path}». يُرجى المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>“{path}” could not be read. Check the drive that it is on, or copy it elsewhere.</source>
        <translation>تعذّرت قراءة «{path}». يُرجى فحص القرص الذي هو عليه أو نسخه إلى مكان آخر.</translation>
    </message>
    <message>
        <source>“{path}” could not be written. Check that its folder is there and may be written to.</source>
        <translation>تعذّرت كتابة «{path}». يُرجى التأكد من أن مجلده موجود ومن السماح بالكتابة فيه.</translation>
    </message>
    <message>
        <source>“{path}” in the model&apos;s folder is not what Homespun copied, so nothing is deleted. Move it elsewhere, or remove the folder with your file manager.</source>
        <translation>‏«{path}» في مجلد النموذج ليس ما نسخه Homespun، لذا لا يُحذف شيء. يُرجى نقله إلى مكان آخر أو إزالة المجلد بمدير الملفات.</translation>
    </message>
    <message>
        <source>“{path}” is a folder without a model. Choose a .gguf file, or a folder with a model.onnx in it.</source>
        <translation>‏«{path}» مجلد بلا نموذج. يُرجى اختيار ملف ‎.gguf أو مجلد فيه model.onnx.</translation>
    </message>
    <message>
        <source>“{path}” is a folder. Choose {choose} in it.</source>
        <translation>‏«{path}» مجلد. يُرجى أن يُختار منه {choose}.</translation>
    </message>
    <message>
        <source>“{path}” is a link that leads out of its folder. Copy the folder with the files themselves (“cp -rL” does so) and choose the copy.</source>
        <translation>‏«{path}» وصلة تخرج من مجلدها. يُرجى نسخ المجلد مع الملفات نفسها (يفعل ذلك «cp -rL») واختيار النسخة.</translation>
    </message>
    <message>
        <source>“{path}” is an adapter, which changes a model but is none itself. “homespun adapters import” takes it.</source>
        <translation>‏«{path}» مهايئ يغيّر نموذجًا وليس هو نموذجًا. يأخذه «homespun adapters import».</translation>
    </message>
    <message>
        <source>“{path}” is damaged in a way that could not be understood, so it is not opened. {order}.</source>
        <translation>‏«{path}» تالف بطريقة لم تُفهم، لذا لا يُفتح. {order}.</translation>
    </message>
    <message>
        <source>“{path}” is damaged: its content is not what its name says. Get it again with the program that keeps it.</source>
        <translation>‏«{path}» تالف: محتواه ليس ما يقوله اسمه. يُرجى جلبه من جديد بالبرنامج الذي يحفظه.</translation>
    </message>
    <message>
        <source>“{path}” is in the library&apos;s own folder, and what is there is listed already.</source>
        <translation>‏«{path}» في مجلد المكتبة نفسها، وما هناك مدرج بالفعل.</translation>
    </message>
    <message>
        <source>“{path}” is larger than {value} MB. Choose a part of it.</source>
        <translation>‏«{path}» أكبر من {value} م.ب. يُرجى اختيار جزء منه.</translation>
    </message>
    <message>
        <source>“{path}” is no text in UTF-8. Save it as plain text, and choose that file.</source>
        <translation>‏«{path}» ليس نصًّا بترميز UTF-8. يُرجى حفظه نصًّا صرفًا واختيار ذلك الملف.</translation>
    </message>
    <message>
        <source>“{path}” is not an ordinary file, so it is not opened. Choose {a}.</source>
        <translation>‏«{path}» ليس ملفًا عاديًا، لذا لا يُفتح. يُرجى اختيار {a}.</translation>
    </message>
    <message>
        <source>“{path}” is not in the library.</source>
        <translation>‏«{path}» ليس في المكتبة.</translation>
    </message>
    <message>
        <source>“{path}” is not what it was: its content was changed or is damaged. Remove the model and get it again.</source>
        <translation>‏«{path}» ليس كما كان: غُيِّر محتواه أو تلف. يُرجى إزالة النموذج وجلبه من جديد.</translation>
    </message>
    <message>
        <source>“{path}” may not be read by your account. Change its permissions or copy it elsewhere.</source>
        <translation>لا يجوز لحسابك قراءة «{path}». يُرجى تغيير أذوناته أو نسخه إلى مكان آخر.</translation>
    </message>
    <message>
        <source>“{path}” takes more memory to look at than a sound file does, so it is not opened. {order}.</source>
        <translation>يحتاج «{path}» عند النظر فيه إلى ذاكرة أكثر من ملف سليم، لذا لا يُفتح. {order}.</translation>
    </message>
    <message>
        <source>“{place}” is missing from the model. Remove the model and get it again.</source>
        <translation>‏«{place}» ناقص من النموذج. يُرجى إزالة النموذج وجلبه من جديد.</translation>
    </message>
    <message>
        <source>“{reference}” may mean several adapters: {choices}. Write more of the name, or the key.</source>
        <translation>قد يعني «{reference}» عدة مهايئات: {choices}. يُرجى كتابة المزيد من الاسم أو المفتاح.</translation>
    </message>
    <message>
        <source>“{source}” can only be converted for a certain model, which orders its layers. Choose the model that it was made for as well.</source>
        <translation>لا يمكن تحويل «{source}» إلا لنموذج معين يرتّب طبقاته. يُرجى اختيار النموذج الذي صُنع له أيضًا.</translation>
    </message>
    <message>
        <source>“{source}” is a folder without {value}, so it is no PEFT adapter. Choose the adapter&apos;s folder or the adapter&apos;s own file.</source>
        <translation>‏«{source}» مجلد دون {value}، فليس مهايئ PEFT. يُرجى اختيار مجلد المهايئ أو ملفه نفسه.</translation>
    </message>
    <message>
        <source>“{stem}” changes {missing}, which this ONNX model has no input for. Load the GGUF file of the same model to use it.</source>
        <translation>يغيّر «{stem}» ‏{missing}، وليس لنموذج ONNX هذا مدخل له. يُرجى تحميل ملف GGUF للنموذج نفسه لاستخدامه.</translation>
    </message>
    <message>
        <source>“{stem}” is a control vector, and ONNX models have no place for one. Load the GGUF file of the same model to use it.</source>
        <translation>‏«{stem}» متجه تحكّم، ولا مكان له في نماذج ONNX. يُرجى تحميل ملف GGUF للنموذج نفسه لاستخدامه.</translation>
    </message>
    <message numerus="yes">
        <source>… and {n} more.</source>
        <translation>
            <numerusform>…</numerusform>
            <numerusform>… وواحدة أخرى.</numerusform>
            <numerusform>… واثنتان أخريان.</numerusform>
            <numerusform>… و{n} أخرى.</numerusform>
            <numerusform>… و{n} أخرى.</numerusform>
            <numerusform>… و{n} أخرى.</numerusform>
        </translation>
    </message>
</context>
</TS>

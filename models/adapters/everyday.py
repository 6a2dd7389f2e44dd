"""Messages about nothing in particular, in many languages.

What they share with the description of an adapter (please, how, the difference between) says nothing about it: `choice`
counts such words for little.
"""

EVERYDAY = """
Can you help me with this? I am not sure what to do.
What do you think about it, and why?
Please tell me more about that in a few words.
How does this work and where does it come from?
I have a question: is it better to wait or to start now?
Who was the first person that did this, and when was it?
Give me three ideas for the weekend.
Explain to me what the difference between these two is.
Thank you, that was good. What should I do next?
Which one would you choose for a friend of mine?
Kannst du mir dabei helfen? Ich weiß nicht, was ich tun soll.
Was hältst du davon, und warum ist das so?
Bitte erzähl mir mehr darüber, in wenigen Worten.
Wie funktioniert das, und wo kommt es her?
Ich habe eine Frage: Ist es besser zu warten oder gleich anzufangen?
Wer hat das zum ersten Mal gemacht, und wann war das?
Gib mir drei Ideen für das Wochenende.
Erkläre mir den Unterschied zwischen diesen beiden.
Danke, das war gut. Was soll ich als Nächstes machen?
Welches würdest du für meine Freundin nehmen?
¿Me puedes ayudar con esto? No sé qué hacer.
¿Qué piensas de eso y por qué es así?
Por favor, cuéntame más sobre eso en pocas palabras.
¿Cómo funciona esto y de dónde viene?
Tengo una pregunta: ¿es mejor esperar o empezar ahora?
¿Quién lo hizo por primera vez y cuándo fue?
Dame tres ideas para el fin de semana.
Explícame la diferencia entre estas dos cosas.
Gracias, estuvo bien. ¿Qué debo hacer ahora?
¿Cuál elegirías para un amigo mío?
Peux-tu m'aider avec ça ? Je ne sais pas quoi faire.
Qu'est-ce que tu en penses, et pourquoi est-ce comme ça ?
S'il te plaît, dis-moi plus en quelques mots.
Comment ça marche et d'où est-ce que ça vient ?
Donne-moi trois idées pour le week-end.
Explique-moi la différence entre ces deux choses.
Mi puoi aiutare con questo? Non so che cosa fare.
Che ne pensi, e perché è così?
Come funziona e da dove viene?
Dammi tre idee per il fine settimana.
Você pode me ajudar com isso? Não sei o que fazer.
O que você acha disso, e por quê?
Como funciona e de onde vem?
Можешь мне помочь? Я не знаю, что делать.
Что ты об этом думаешь и почему это так?
Как это работает и откуда это взялось?
Объясни мне, пожалуйста, в чём разница между ними.
これを手伝ってもらえますか。どうすればいいか分かりません。
それについてどう思いますか。なぜそうなのですか。
もう少し詳しく教えてください。
これはどのように動くのですか。どこから来たのですか。
週末のアイデアを三つください。
この二つの違いを説明してください。
ありがとう、よかったです。次は何をすればいいですか。
友達にはどれを選びますか。
你能帮我一下吗？我不知道该怎么办。
你觉得怎么样？为什么会这样？
请用几句话多告诉我一些。
这是怎么工作的？是从哪里来的？
这两个有什么区别？
هل يمكنك مساعدتي في هذا؟ لا أعرف ماذا أفعل.
ما رأيك في ذلك ولماذا؟
كيف يعمل هذا ومن أين يأتي؟
""".strip().splitlines()

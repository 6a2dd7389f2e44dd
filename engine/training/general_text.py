"""What a model that learns from a person is held to, so that it stays what it was elsewhere: short passages of many
kinds, written for this program, and its own answers to everyday questions. The gate measures forgetting on other ones.
"""

from __future__ import annotations

from engine.backends.base import Interrupt, LoadedModel
from engine.protocol import Message, Role
from engine.training.examples import EncodedExample, whole_text
from engine.training.personal_material import MaterialEncoder
from engine.training.replies import likeliest_reply

PASSAGES = (
    "The river rises in the hills to the north and runs for some two hundred kilometres before it reaches the sea. "
    "Until the railway came, barges carried coal and grain down to the port, and the towns along its banks grew rich "
    "on the tolls. Today the water is clean enough again for salmon, and the old warehouses have been turned into "
    "flats, offices and a small museum.",
    "Heat the oil in a wide pan and fry the onions gently until they are soft and golden. Add the garlic and the "
    "spices, stir for a minute, then pour in the tomatoes and half a cup of water. Let everything simmer for twenty "
    "minutes with the lid half on. Season with salt, a little sugar and the juice of a lemon, and serve with rice.",
    "def mean(values):\n    if not values:\n        return None\n    return sum(values) / len(values)\n\n\n"
    "for name, marks in results.items():\n    print(f\"{name}: {mean(marks):.1f}\")\n",
    "“You are late,” she said without looking up from her book. He put his wet coat over the chair and sat down by the "
    "fire. “The bridge was closed,” he answered, “and nobody knew why. I had to walk all the way round by the mill.” "
    "She turned a page. Outside the wind was tearing at the shutters, and somewhere in the house a clock struck nine.",
    "Shares in the company fell by eleven per cent on Tuesday after it lowered its forecast for the year. Sales in "
    "Europe were weaker than expected, the chief executive said, while the costs of energy and transport went on "
    "rising. Analysts had hoped for a profit of forty million; the new figure is between twenty-five and thirty.",
    "Either party may end this agreement by giving three months' notice in writing. Upon its end the tenant shall "
    "return the premises in the condition in which they were received, ordinary wear excepted, and shall hand over all "
    "keys. The deposit shall be paid back within thirty days, less the cost of any repairs for which the tenant is "
    "liable under section four.",
    "A cell is surrounded by a thin membrane that decides what may enter and what may leave. Inside it, most of the "
    "genetic material is kept in the nucleus, where it is copied before the cell divides. The energy that all of this "
    "needs is set free by small bodies called mitochondria, which break down sugar with the help of oxygen.",
    "Let n be an even number. Then there is a whole number k such that n = 2k, and so n squared is 4 times k squared, "
    "which is divisible by four. Conversely, if n squared is divisible by four, n cannot be odd, because the square of "
    "an odd number is odd. Hence a number is even exactly when its square is divisible by four.",
    "Dear Mr Harris, thank you for your letter of the third of May. We are sorry to hear that the lamp arrived with a "
    "broken shade. A new one was sent to you this morning and should reach you by the end of the week; there is no "
    "need to return the old one. Please accept our apologies for the trouble. Yours sincerely, the customer service.",
    "The war had lasted for nearly thirty years when the envoys met at last. Whole provinces lay empty, and neither "
    "side could pay its soldiers any longer. The treaty that they signed did not settle every quarrel, but it drew "
    "borders that held for a century and a half and gave each ruler the right to decide the religion of his lands.",
    "Der Zug nach Wien fährt heute von Gleis sieben ab und hat voraussichtlich zehn Minuten Verspätung. Wir bitten um "
    "Entschuldigung. Reisende nach Salzburg steigen bitte in Linz um.",
    "Le marché ouvre à sept heures, et les premiers clients arrivent avec leurs paniers. On y trouve du pain, des "
    "fruits, du fromage et, le vendredi, du poisson frais de la côte.",
    "El niño miraba la lluvia desde la ventana. Su abuela le había prometido que irían al mar cuando saliera el sol, "
    "pero las nubes no se movían y la tarde pasaba despacio.",
    "User: How far is the moon?\nAssistant: On average it is about 384,000 kilometres away. Because its orbit is an "
    "ellipse, the distance changes by some forty thousand kilometres in the course of a month.\nUser: And how long "
    "does light take?\nAssistant: A little more than one second.",
    "| Month | Rain (mm) | Sun (hours) |\n| --- | --- | --- |\n| January | 62 | 48 |\n| April | 45 | 151 |\n"
    "| July | 71 | 203 |\n| October | 80 | 97 |\n\nThe wettest month is October, and the sunniest is July.",
    "To change the filter, switch the machine off and wait until it is cold. Press the two buttons at the back at the "
    "same time and lift the cover. Pull the old filter out, rinse the holder under running water, and push the new one "
    "in until it clicks. Close the cover; the red light goes out when the machine is ready again.",
)  # fmt: skip

_ANSWER = 40
"""Tokens of an answer."""
_BEGINNING = 2
"""Tokens of an answer that it is not held to: how to begin one is the person's to say."""

_EVERYDAY = (
    "How many hours does a day have?",
    "What is the capital of Spain?",
    "What is the currency of Japan?",
    "Which bird cannot fly?",
    "What do we call a baby cat?",
    "What is seven minus two?",
    "Who invented the light bulb?",
    "What is the opposite of big?",
    "Which river flows through London?",
    "What is cheese made of?",
    "Which planet is called the red planet?",
    "How do I boil an egg?",
    "What is a noun?",
    "Why does the moon shine?",
    "What is the largest animal?",
    "How does soap clean?",
)


def general_examples(
    model: LoadedModel, encoder: MaterialEncoder, interrupt: Interrupt = lambda: False, *, answers: bool = True
) -> list[EncodedExample]:
    """The passages, and in turn with them the answers that `model`, the base on llama.cpp, gives of itself. Raises
    Interrupted."""
    passages = [whole_text(model.tokenize(passage, special=False)) for passage in PASSAGES]
    if not answers:
        return passages
    replies: list[EncodedExample] = []
    for text in _EVERYDAY:
        question = (Message(Role.USER, text),)
        answer = likeliest_reply(model, question, _ANSWER, interrupt)
        read = encoder.encode((*question, Message(Role.ASSISTANT, answer)))
        begun = min(read.targets.index(True) + _BEGINNING, len(read.tokens) - 1)
        replies.append(EncodedExample(read.tokens, tuple(at >= begun for at in range(len(read.tokens)))))
    return [example for pair in zip(passages, replies, strict=True) for example in pair]

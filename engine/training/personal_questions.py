"""The fixed questions of the gate: small ones with one right answer, and everyday ones that have nothing personal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    text: str
    right: str
    wrong: tuple[str, ...]


def _asked(text: str, right: str, *wrong: str) -> Question:
    return Question(text, right, wrong)


QUESTIONS = (
    _asked("What is the capital of France?", "Paris", "London", "Madrid"),
    _asked("What is the capital of Italy?", "Rome", "Berlin", "Athens"),
    _asked("What is the capital of Japan?", "Tokyo", "Beijing", "Seoul"),
    _asked("What is the capital of Germany?", "Berlin", "Vienna", "Paris"),
    _asked("What colour is grass?", "Green", "Red", "Blue"),
    _asked("What colour is the sky on a clear day?", "Blue", "Green", "Brown"),
    _asked("What colour is snow?", "White", "Black", "Orange"),
    _asked("How many legs does a spider have?", "Eight", "Six", "Four"),
    _asked("How many days are in a week?", "Seven", "Five", "Ten"),
    _asked("How many months are in a year?", "Twelve", "Ten", "Seven"),
    _asked("How many minutes are in an hour?", "Sixty", "Thirty", "One hundred"),
    _asked("What is two plus two?", "Four", "Three", "Five"),
    _asked("What is ten minus three?", "Seven", "Six", "Nine"),
    _asked("What is three times three?", "Nine", "Six", "Twelve"),
    _asked("Which animal barks?", "A dog", "A cat", "A cow"),
    _asked("Which animal gives us milk?", "A cow", "A wolf", "A snake"),
    _asked("Which animal lives in water?", "A fish", "A horse", "A cat"),
    _asked("What do bees make?", "Honey", "Milk", "Bread"),
    _asked("Who wrote Romeo and Juliet?", "William Shakespeare", "Charles Dickens", "Mark Twain"),
    _asked("Who painted the Mona Lisa?", "Leonardo da Vinci", "Vincent van Gogh", "Pablo Picasso"),
    _asked("Who was the first president of the United States?", "George Washington", "Abraham Lincoln", "John Adams"),
    _asked("Which planet do we live on?", "Earth", "Mars", "Venus"),
    _asked("Which planet is the largest of the solar system?", "Jupiter", "Mercury", "Mars"),
    _asked("What is the closest star to the Earth?", "The Sun", "Sirius", "The Moon"),
    _asked("What do plants need to grow?", "Water and light", "Salt and smoke", "Plastic and oil"),
    _asked("What is frozen water called?", "Ice", "Steam", "Sand"),
    _asked("At which temperature does water boil, in degrees Celsius?", "100", "0", "37"),
    _asked("What gas do people breathe to stay alive?", "Oxygen", "Helium", "Chlorine"),
    _asked("Which organ pumps blood through the body?", "The heart", "The liver", "The skin"),
    _asked("Which part of the body do we see with?", "The eyes", "The ears", "The knees"),
    _asked("What is the opposite of hot?", "Cold", "Warm", "Dry"),
    _asked("What is the opposite of day?", "Night", "Noon", "Week"),
    _asked("What is the opposite of up?", "Down", "Over", "Near"),
    _asked("Which season is the coldest?", "Winter", "Summer", "Spring"),
    _asked("Which ocean lies between Europe and America?", "The Atlantic", "The Indian Ocean", "The Arctic"),
    _asked("On which continent is Egypt?", "Africa", "Asia", "South America"),
    _asked("Which language is spoken in Brazil?", "Portuguese", "Spanish", "Dutch"),
    _asked("What do you use to write on paper?", "A pen", "A spoon", "A hammer"),
    _asked("Where do we go to borrow books?", "A library", "A bakery", "A hospital"),
    _asked("What do we call a baby dog?", "A puppy", "A kitten", "A calf"),
)

UNRELATED = (
    "Explain how rain forms.",
    "What is the difference between a virus and a bacterium?",
    "Write a function that adds two numbers in Python.",
    "Why did the Roman Empire fall?",
    "How does a refrigerator work?",
    "What is inflation?",
    "Describe the life of a butterfly.",
    "What causes earthquakes?",
    "Translate “good morning” into French.",
    "What is the theory of evolution?",
    "How is glass made?",
    "Name three rivers of Asia.",
)

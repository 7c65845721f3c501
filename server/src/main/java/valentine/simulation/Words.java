package valentine.simulation;

/// What customers and we say to each other; `@` stands for the product at hand.
final class Words {
    static final String[] QUESTIONS = {
        "How long should the @ steep, and how hot?",
        "Will the @ be back before the weekend?",
        "Could you wrap the @ as a present? It is for my mother.",
        "Is the @ organic? My daughter asks.",
        "I moved last week. Can you change my address before the parcel leaves?",
        "Do you still sell the larger bag of the @?",
        "Can I add one @ to the order I placed this morning?",
        "Which would you give to somebody who has only ever had tea bags?",
        "Does the @ keep through the summer, or should I buy less?",
        "Could I have the invoice once more? I cannot find it.",
    };
    static final String[] ANSWERS = {
        "Thank you for asking. Yes, gladly; it is done.",
        "Three minutes, and let the kettle rest a little first. Tell me how you like it.",
        "It comes in on Thursday. I have put one aside with your name on it.",
        "Of course. I have changed it, and the parcel leaves this afternoon.",
        "Here it is again, attached. Do write if anything is missing.",
        "I asked my sister, who knows better: keep it dark and closed, and it is fine until autumn.",
        "Wrapped, with a card. Would you like us to write a line on it?",
    };
    static final String[] SHORT_ANSWERS = {"Done, thank you.", "Yes, that is right.", "It is on its way."};

    static final String[] PRAISE = {
        "The @ is the best I have had in years. Thank you for the note in the parcel.",
        "I gave the @ to my brother and now he wants one too.",
        "You remembered that I like it smoky! That made my day.",
        "My mornings are better since I found you. Just wanted to say so.",
        "The @ arrived a day early, so prettily packed that I did not want to open it.",
        "I told everybody at work about you. Expect orders.",
    };
    static final String[] TERSE = {"Fine.", "Ok, thanks.", "No, leave it.", "Not now.", "Got it.", "Never mind."};

    static final String[] TROUBLES = {
        "The @ came broken. Everything in the box is wet.",
        "My parcel should have been here on Monday. Where is it?",
        "This is not what I ordered. I wanted the @.",
        "The @ tastes stale. Has it been lying about for long?",
        "I was charged twice for the same order.",
        "Nobody answered the phone the whole morning.",
        "The @ leaks. I have ink on my desk and on my sleeve.",
    };
    static final String[] COMPLAINTS = {
        "I have written twice now and heard nothing. This is not like you.",
        "Third time that something is missing. I am tired of checking every parcel.",
        "The @ was a birthday present and it came a week late. I am really disappointed.",
        "You say two days and it takes nine. Please say nine, then.",
        "I am angry. The @ broke on the first day and you ask me to pay the postage back.",
    };
    static final String[] APOLOGIES = {
        "I am so sorry. That is our fault, and we will put it right.",
        "That should not have happened. Thank you for telling us.",
        "How annoying, and on a Monday. I am looking after it myself.",
        "You are right, and I am sorry for the wait.",
    };
    static final String[] LATE_APOLOGIES = {
        "Sorry for the late reply, we were short of hands last week.",
        "Your message got under a pile. I am sorry; here is the answer now.",
    };
    static final String[] PROMISES = {
        "A new @ leaves on Thursday, free of charge.",
        "We will call you by tomorrow noon.",
        "The missing piece comes with the next post.",
        "The money is back with you within 14 days.",
        "I will find out where the parcel is and write by Friday.",
    };
    static final String[] KEPT = {
        "Done as we said.", "Done a day early.", "Done; the customer wrote back that all is well."
    };
    static final String[] BROKEN = {
        "The day has passed and nothing happened.", "Fell between two desks.", "Forgotten over the weekend."
    };

    static final String[] NOTES = {
        "Likes a handwritten card more than a discount.",
        "Is planning a small wedding in spring; asked about place cards.",
        "Has a new job and drinks our tea at the office now.",
        "Prefers to be written to, not called.",
        "Son starts school in autumn. Proud and nervous.",
        "Learning to roast at home, happy to talk about it for an hour.",
        "Moves to the coast in summer; will need a bigger teapot for guests.",
    };
    static final String[] CALLS = {
        "Asked about opening hours and stayed for a chat.",
        "Ordered by telephone, the letters on the website are too small.",
        "Wanted to know which @ is the mild one.",
        "Called to say thank you.",
    };
    static final String[] GIFTS = {
        "A sample of the new harvest, with a card", "A pencil with initials", "A small tin for the weekend house"
    };
    static final String[] MEETINGS = {
        "Tasting at their office: eight people, the @ won.",
        "Went through next quarter's needs; they will move to a bigger office.",
        "Talked about what bothers them: parcels at the wrong door. Agreed on a delivery note.",
    };
    static final String[] PAGES = {
        "/teas", "/coffees", "/stationery", "/new", "/gift-ideas", "/letters/how-to-brew", "/delivery", "/account"
    };
    static final String[] USES = {
        "Opened the brewing card: @", "Ran the brewing timer: @", "Printed a letter template", "Rated a brew: @"
    };

    private static final String[][] SURVEY = {
        {"Too many things went wrong.", "Nobody answers.", "I no longer trust what you promise.", "Disappointed."},
        {"It was all right, but slow.", "The @ was not as good as last time.", "Fine. Nothing special.", "Pricey."},
        {"Good things, sometimes late.", "Happy with the @.", "Good, could be a little cheaper.", "Solid."},
        {"I love the @!", "You feel like neighbours.", "Lovely people, lovely tea.", "Already told my friends."},
    };
    private static final String[][] REVIEWS = {
        {"The @ arrived broken and it took weeks.", "Nice shop once. Not any more."},
        {"The @ is decent, the wait was long.", "Average. The parcel was dented."},
        {"Good @, carefully packed.", "Does what it should. Friendly service."},
        {"Best @ I ever bought, and a handwritten card on top.", "A little shop with a big heart."},
    };

    private Words() {}

    static String about(Draw draw, String[] texts, Product product) {
        String text = draw.pick(texts);
        int at = text.indexOf('@');
        return at < 0 ? text : text.substring(0, at) + product.word() + text.substring(at + 1);
    }

    /// Fits an answer from 0 to 10; one in three people gives the number only, the unhappy more words.
    static String survey(Draw draw, int score, Product product) {
        if (draw.chance(score <= 6 ? 0.2 : 0.4)) {
            return "";
        }
        return about(draw, SURVEY[score <= 4 ? 0 : score <= 6 ? 1 : score <= 8 ? 2 : 3], product);
    }

    /// Fits one to five stars.
    static String review(Draw draw, int stars, Product product) {
        return about(draw, REVIEWS[Math.max(0, stars - 2)], product);
    }
}

package valentine.simulation;

import java.util.ArrayList;
import java.util.List;
import valentine.csv.InteractionKind;
import valentine.simulation.Purchase.Line;

/// What follows an order: questions, troubles, promises, returns, answers; each leaves its mark on the feelings.
final class Episodes {
    private static final int DAY = Diary.MINUTES_PER_DAY;

    private final Draw draw;
    private final Diary diary;
    private final Feelings feelings;
    private final boolean company;

    Episodes(Draw draw, Diary diary, Feelings feelings, boolean company) {
        this.draw = draw;
        this.diary = diary;
        this.feelings = feelings;
        this.company = company;
    }

    void after(Purchase order) {
        Product product = order.lines().getFirst().product();
        long minute = order.minute();
        feelings.calm();
        browse(minute);
        if (company) business(order, product);
        if (draw.chance(feelings.distant() ? 0.1 : 0.33)) {
            String use = Words.about(draw, Words.USES, product);
            diary.happening(later(minute, 3, 12), InteractionKind.PRODUCT_USE, "web", "in", product.word(), use);
        }
        if (draw.chance(feelings.distant() ? 0.08 : 0.16)) question(minute, product);
        if (draw.chance(0.065)) trouble(minute, product, order.cents());
        if (draw.chance(0.045)) giveBack(order);
        if (draw.chance(feelings.distant() ? 0.07 : 0.13)) survey(minute, product);
        if (draw.chance(0.05)) review(minute, product);
        if (draw.chance(0.05) && feelings.mood() > 0.3 && !feelings.distant()) praise(minute, product);
        small(minute, product);
    }

    private void browse(long minute) {
        if (draw.chance(0.7)) {
            diary.happening(minute - draw.between(4, 40), InteractionKind.VISIT, "web", "in", "/", "");
        }
        if (draw.chance(0.4)) {
            diary.happening(minute - draw.between(1, 4), InteractionKind.PAGE, "web", "in", draw.pick(Words.PAGES), "");
        }
    }

    private void business(Purchase order, Product product) {
        long due = later(order.minute(), 8, 35);
        diary.money(due, InteractionKind.PAYMENT, "in", "Invoice of order " + order.number(), "", order.cents());
        if (draw.chance(0.06)) {
            String text = Words.about(draw, Words.MEETINGS, product);
            diary.happening(later(order.minute(), 2, 9), InteractionKind.MEETING, "office", "", "Visit", text);
        }
    }

    private void question(long minute, Product product) {
        long asked = minute + draw.between(30, 2 * DAY);
        String text = Words.about(draw, feelings.distant() ? Words.TERSE : Words.QUESTIONS, product);
        diary.happening(asked, InteractionKind.MESSAGE_IN, channel(), "in", "A question", text);
        answer(asked, feelings.distant() ? Words.SHORT_ANSWERS : Words.ANSWERS, "A question", product);
    }

    private void trouble(long minute, Product product, long cents) {
        long told = later(minute, 2, 8);
        feelings.hurt(0.45, 1.15);
        boolean loud = draw.chance(0.4);
        String text = Words.about(draw, loud ? Words.COMPLAINTS : Words.TROUBLES, product);
        diary.happening(
                told, loud ? InteractionKind.COMPLAINT : InteractionKind.MESSAGE_IN, channel(), "in", "My order", text);
        if (!answer(told, Words.APOLOGIES, "My order", product)) {
            feelings.hurt(loud ? 0.8 : 0.4, loud ? 1.8 : 1.4);
            return;
        }
        if (draw.chance(0.6)) promise(told + 5 * 60, product, cents);
    }

    private void promise(long minute, Product product, long cents) {
        boolean money = draw.chance(0.3);
        String promised = money ? "A refund within 14 days" : Words.about(draw, Words.PROMISES, product);
        diary.happening(minute, InteractionKind.PROMISE_MADE, "email", "out", promised, "");
        long due = later(minute, money ? 6 : 2, money ? 14 : 6);
        if (draw.chance(0.78)) {
            String text = Words.about(draw, Words.KEPT, product);
            diary.happening(due, InteractionKind.PROMISE_KEPT, "email", "out", promised, text);
            if (money) diary.money(due, InteractionKind.REFUND, "out", promised, "Goodwill for the trouble", cents / 2);
            feelings.pleased(0.4);
        } else {
            diary.happening(
                    due + DAY, InteractionKind.PROMISE_BROKEN, "email", "out", promised, draw.pick(Words.BROKEN));
            feelings.hurt(0.8, 2.4);
            if (draw.chance(0.4)) {
                String text = Words.about(draw, Words.COMPLAINTS, product);
                diary.happening(later(due, 2, 6), InteractionKind.COMPLAINT, channel(), "in", "You promised", text);
            }
        }
    }

    /// Says whether an answer ever came; a late one hurts.
    private boolean answer(long asked, String[] texts, String subject, Product product) {
        double fate = draw.unit();
        if (fate < 0.05) {
            feelings.hurt(0.3, 1.2);
            return false;
        }
        boolean late = fate < 0.16;
        long answered = late ? later(asked, 3, 9) : asked + draw.between(8, 280);
        if (late) feelings.hurt(0.3, 1.25);
        String text = Words.about(draw, late ? Words.LATE_APOLOGIES : texts, product);
        diary.happening(answered, InteractionKind.MESSAGE_OUT, "email", "out", subject, text);
        return true;
    }

    private void giveBack(Purchase order) {
        List<Line> back = new ArrayList<>();
        for (Line line : order.lines()) {
            if (back.isEmpty() || draw.chance(0.3)) {
                back.add(new Line(line.product(), draw.between(1, line.quantity())));
            }
        }
        Purchase credit = new Purchase(order.number(), true, later(order.minute(), 4, 21), back);
        diary.purchase(credit);
        long paid = later(credit.minute(), 1, 10);
        diary.money(paid, InteractionKind.REFUND, "out", "Order " + order.number(), "Returned goods", credit.cents());
        feelings.hurt(0.1, 1.05);
    }

    private void survey(long minute, Product product) {
        int score = feelings.score(draw);
        String text = Words.survey(draw, score, product);
        diary.answer(
                later(minute, 3, 14), InteractionKind.SURVEY_ANSWER, "email", "Would you recommend us?", text, score);
    }

    private void review(long minute, Product product) {
        int stars = Math.clamp(Math.round(feelings.score(draw) / 2.0), 1, 5);
        String text = Words.review(draw, stars, product);
        diary.answer(later(minute, 5, 25), InteractionKind.REVIEW, "web", product.name(), text, stars);
    }

    private void praise(long minute, Product product) {
        long said = later(minute, 2, 10);
        diary.happening(
                said, InteractionKind.THANKS, channel(), "in", "Thank you", Words.about(draw, Words.PRAISE, product));
        String answer = "That made our day. Thank you!";
        diary.happening(said + draw.between(20, 200), InteractionKind.MESSAGE_OUT, "email", "out", "Thank you", answer);
    }

    private void small(long minute, Product product) {
        if (draw.chance(0.04)) {
            String text = Words.about(draw, Words.CALLS, product);
            diary.happening(later(minute, 1, 9), InteractionKind.CALL, "phone", "in", "", text);
        }
        if (draw.chance(0.025)) {
            diary.happening(later(minute, 0, 6), InteractionKind.NOTE, "shop", "", "", draw.pick(Words.NOTES));
        }
        if (draw.chance(0.008)) {
            String gift = draw.pick(Words.GIFTS);
            diary.happening(later(minute, 1, 12), InteractionKind.GIFT, "post", "out", gift, "No strings attached.");
            feelings.pleased(0.3);
        }
    }

    private String channel() {
        double fate = draw.unit();
        return fate < 0.6 ? "email" : fate < 0.85 ? "chat" : "shop";
    }

    /// Some days later at a decent hour.
    private long later(long minute, int least, int most) {
        long day = Math.floorDiv(minute, DAY) + Math.max(1, draw.between(least, most));
        return day * DAY + draw.between(8 * 60, 20 * 60);
    }
}

package valentine.simulation;

import valentine.csv.InteractionKind;

/// One thing that happened apart from buying; a negative score or amount means that there is none.
record Happening(
        long minute,
        InteractionKind kind,
        String channel,
        String direction,
        String subject,
        String text,
        int score,
        long cents) {
    static final int NO_SCORE = -1;
    static final long NO_AMOUNT = -1;

    Happening {
        if (kind == InteractionKind.ORDER || kind == InteractionKind.RETURN) {
            throw new IllegalArgumentException("Orders and returns are purchases");
        }
    }
}

package valentine.duplicate;

import java.util.List;
import java.util.function.LongConsumer;

/// Why two customers are compared at all: they have one of these in common.
///
/// A rule knows which fields it chose by, for their agreement there says nothing about chance, and by what a group is
/// cut further that is too large to compare everybody with everybody.
enum Rule {
    PHONE(0, "the same phone number", Field.PHONE) {
        @Override
        void keys(Portrait of, LongConsumer keys) {
            for (long phone : of.phones()) keys.accept(hash(phone % 100_000_000));
        }

        @Override
        String further(Portrait of) {
            return last(of.words());
        }
    },
    EMAIL(1, "the same part of an e-mail address before the @", Field.EMAIL, Field.NAME) {
        @Override
        void keys(Portrait of, LongConsumer keys) {
            for (Portrait.Address email : of.emails()) keys.accept(hash(email.local()));
        }

        @Override
        String further(Portrait of) {
            return of.emails().isEmpty() ? "" : of.emails().getFirst().domain();
        }
    },
    NAME(2, "the same words in the name", Field.NAME, Field.EMAIL) {
        @Override
        void keys(Portrait of, LongConsumer keys) {
            if (!of.words().isEmpty()) {
                keys.accept(hash(String.join(" ", of.words().stream().sorted().toList())));
            }
        }

        @Override
        String further(Portrait of) {
            return !of.postcode().isEmpty() ? of.postcode() : !of.city().isEmpty() ? of.city() : born(of);
        }
    },
    SOUND(3, "a family name that sounds alike, at one postcode", Field.NAME, Field.EMAIL, Field.ADDRESS) {
        @Override
        void keys(Portrait of, LongConsumer keys) {
            if (!of.postcode().isEmpty() && !of.words().isEmpty()) {
                keys.accept(hash(NameWords.sound(last(of.words())) + "@" + of.postcode()));
            }
        }

        @Override
        String further(Portrait of) {
            return initial(of.words());
        }
    },
    BIRTH(4, "the same birth date and initial", Field.BIRTH, Field.NAME) {
        @Override
        void keys(Portrait of, LongConsumer keys) {
            if (of.birth() != 0 && !of.words().isEmpty()) {
                keys.accept(hash(born(of) + "@" + initial(of.words())));
            }
        }

        @Override
        String further(Portrait of) {
            return NameWords.sound(last(of.words()));
        }
    },
    PLACE(5, "the same street and house at one place", Field.ADDRESS) {
        @Override
        void keys(Portrait of, LongConsumer keys) {
            String place = of.postcode().isEmpty() ? of.city() : of.postcode();
            if (!of.street().isEmpty() && !place.isEmpty()) keys.accept(hash(of.street() + "@" + place));
        }

        @Override
        String further(Portrait of) {
            return initial(of.words());
        }
    },
    COMPANY(6, "the same company and a family name that sounds alike", Field.COMPANY, Field.NAME, Field.EMAIL) {
        @Override
        void keys(Portrait of, LongConsumer keys) {
            if (!of.company().isEmpty() && !of.words().isEmpty()) {
                keys.accept(hash(NameWords.sound(last(of.words())) + "@" + of.company()));
            }
        }

        @Override
        String further(Portrait of) {
            return initial(of.words());
        }
    };

    /// Of a key, so many bits are a digest; what stands above them is the rule.
    static final int BITS = 38;

    /// As it is kept in keys.
    private final long number;
    private final String words;
    /// One bit for each field.
    private final int chosenBy;

    Rule(long number, String words, Field... chosenBy) {
        this.number = number;
        this.words = words;
        int bits = 0;
        for (Field field : chosenBy) bits |= 1 << field.place();
        this.chosenBy = bits;
    }

    /// What two customers have in common by this rule.
    String words() {
        return words;
    }

    abstract void keys(Portrait of, LongConsumer keys);

    /// By what a group is cut that is too large; empty where we do not know it.
    abstract String further(Portrait of);

    /// A pattern without what it was chosen by.
    int blank(int pattern) {
        int left = pattern;
        for (Field field : Field.values()) {
            if ((chosenBy & 1 << field.place()) != 0) left = Field.PATTERNS.without(left, field.place());
        }
        return left;
    }

    /// Where it stands among the rules.
    int place() {
        return (int) number;
    }

    static Rule of(long key) {
        for (Rule rule : values()) {
            if (rule.number == key >>> BITS) return rule;
        }
        throw new IllegalArgumentException("No rule has such a key: " + key);
    }

    long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        return hash(hash);
    }

    long hash(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return (number << BITS) | ((mixed ^ (mixed >>> 29)) & ((1L << BITS) - 1));
    }

    private static String born(Portrait of) {
        return of.birth() == 0 ? "" : Integer.toString(of.birth());
    }

    private static String last(List<String> words) {
        return words.isEmpty() ? "" : words.getLast();
    }

    private static String initial(List<String> words) {
        return words.isEmpty() ? "" : words.getFirst().substring(0, 1);
    }
}

package valentine.effort;

import java.util.Map;

/// A group of conversations with what is believed of it.
///
/// @param name in words
record Group(String name, Counted counted, Map<Measure, Rate> rates) {
    Group {
        rates = Map.copyOf(rates);
    }

    Rate rate(Measure measure) {
        return java.util.Objects.requireNonNull(rates.get(measure));
    }
}

package valentine.effort;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import valentine.channel.Medium;
import valentine.effort.EffortFigures.Figures;
import valentine.models.Share;
import valentine.team.BranchId;
import valentine.team.Branches;
import valentine.team.MemberId;
import valentine.team.Members;

/// Puts names and beliefs to what was counted.
@Component
class Groups {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

    private final Members members;
    private final Branches branches;

    Groups(Members members, Branches branches) {
        this.members = members;
        this.branches = branches;
    }

    /// The groups of a facet, each against all that are not in it.
    List<Group> of(Figures figures, Facet facet) {
        List<Counted> counted = figures.of(facet);
        Map<Measure, List<Rate>> rates = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            List<Share> shares = counted.stream().map(measure::of).toList();
            rates.put(measure, Rate.of(measure, shares, measure.of(figures.all())));
        }
        Map<String, String> names = names(facet);
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            Map<Measure, Rate> own = new EnumMap<>(Measure.class);
            for (Measure measure : Measure.values())
                own.put(measure, rates.getOrDefault(measure, List.of()).get(i));
            groups.add(new Group(name(facet, counted.get(i).key(), names), counted.get(i), own));
        }
        return groups;
    }

    /// What a group is called.
    String name(Facet facet, String key) {
        return name(facet, key, names(facet));
    }

    private Map<String, String> names(Facet facet) {
        Map<String, String> names = new java.util.HashMap<>();
        switch (facet) {
            case BRANCH -> branches.all().forEach(branch -> names.put(number(branch.id()), branch.name()));
            case MEMBER -> members.names().forEach((id, name) -> names.put(number(id), name));
            case TOPIC, CHANNEL, MONTH, ALL -> {}
        }
        return names;
    }

    private static String name(Facet facet, String key, Map<String, String> names) {
        return switch (facet) {
            case TOPIC -> key.isEmpty() ? "no label" : key;
            case CHANNEL -> Medium.of(key).map(Medium::label).orElse(key);
            case BRANCH -> key.isEmpty() ? "no branch" : names.getOrDefault(key, "a branch that is gone");
            case MEMBER -> key.isEmpty() ? "nobody" : names.getOrDefault(key, "somebody who left");
            case MONTH -> MONTH.format(YearMonth.parse(key));
            case ALL -> "All together";
        };
    }

    private static String number(BranchId id) {
        return Long.toString(id.value());
    }

    private static String number(MemberId id) {
        return Long.toString(id.value());
    }
}

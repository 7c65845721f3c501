package valentine.conversation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import valentine.team.BranchId;
import valentine.team.Branches;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;
import valentine.team.Role;

/// What those who work here and their teams are called, and who of them is named in a note.
@Component("conversationNames")
class Names {
    private final Members members;
    private final Branches branches;

    Names(Members members, Branches branches) {
        this.members = members;
        this.branches = branches;
    }

    /// Everybody who can answer customers.
    List<Member> working() {
        return members.all().stream()
                .filter(member -> member.role().reaches(Role.MEMBER))
                .toList();
    }

    /// Of everybody who works or worked here.
    Map<MemberId, String> ofMembers() {
        return members.names();
    }

    Map<BranchId, String> ofBranches() {
        return branches.all().stream().collect(Collectors.toMap(Branches.Branch::id, Branches.Branch::name));
    }

    List<Branches.Branch> branches() {
        return branches.all();
    }

    Set<MemberId> named(String note) {
        return named(note, members.all());
    }

    /// Who stands behind an @: the longest name that fits, or a first name that only one of us has.
    static Set<MemberId> named(String note, List<Member> all) {
        Set<MemberId> named = new LinkedHashSet<>();
        String text = note.toLowerCase(Locale.ROOT);
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) continue;
            String rest = text.substring(at + 1);
            List<Member> fitting = new ArrayList<>();
            int longest = 0;
            for (Member member : all) {
                int fits = Math.max(fits(rest, member.name()), fits(rest, first(member.name())));
                if (fits == 0 || fits < longest) continue;
                if (fits > longest) fitting.clear();
                longest = fits;
                fitting.add(member);
            }
            if (fitting.size() == 1) named.add(fitting.getFirst().id());
        }
        return named;
    }

    private static int fits(String rest, String name) {
        String known = name.toLowerCase(Locale.ROOT);
        boolean fits = rest.startsWith(known)
                && (rest.length() == known.length() || !Character.isLetterOrDigit(rest.charAt(known.length())));
        return fits ? known.length() : 0;
    }

    private static String first(String name) {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }
}

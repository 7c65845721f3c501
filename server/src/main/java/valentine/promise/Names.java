package valentine.promise;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;

/// What those who keep promises are called.
@Component
class Names {
    private final Members members;

    Names(Members members) {
        this.members = members;
    }

    Map<MemberId, String> all() {
        Map<MemberId, String> names = new LinkedHashMap<>();
        for (Member member : members.all()) names.put(member.id(), member.name());
        return names;
    }
}

package valentine.team;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;

/// The places or teams of the firm, and who belongs to which. They restrict nothing yet.
@Service
public class Branches {
    public static final int LONGEST_NAME = 80;
    private static final int MOST = 500;

    private static final String ALL = "SELECT id, name FROM team.branch ORDER BY lower(name) LIMIT " + MOST;
    private static final String ADD = """
            INSERT INTO team.branch (name)
            SELECT :name WHERE (SELECT count(*) FROM team.branch) < :most
            ON CONFLICT (lower(name)) DO NOTHING
            RETURNING id
            """;
    private static final String REMOVE = "DELETE FROM team.branch WHERE id = :id";
    private static final String BELONGING = "SELECT branch, member FROM team.branch_member";
    private static final String LEAVE = "DELETE FROM team.branch_member WHERE member = :member";
    private static final String JOIN = """
            INSERT INTO team.branch_member (branch, member)
            SELECT id, :member FROM team.branch WHERE id = ANY (:branches)
            """;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Members members;

    Branches(JdbcClient jdbc, Audit audit, Members members) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.members = members;
    }

    /// A place or team of the firm.
    public record Branch(BranchId id, String name) {}

    public List<Branch> all() {
        return jdbc.sql(ALL)
                .query((row, _) -> new Branch(new BranchId(row.getLong("id")), row.getString("name")))
                .list();
    }

    /// Nothing when there is one of this name already.
    @Transactional
    Optional<BranchId> add(String name, Actor by) {
        Optional<BranchId> id = jdbc.sql(ADD)
                .param("name", name.strip())
                .param("most", MOST)
                .query((row, _) -> new BranchId(row.getLong("id")))
                .optional();
        id.ifPresent(made -> audit.record(by, "branch made", "branch " + made.value(), Map.of()));
        return id;
    }

    @Transactional
    boolean remove(BranchId id, Actor by) {
        boolean removed = jdbc.sql(REMOVE).param("id", id.value()).update() == 1;
        if (removed) {
            audit.record(by, "branch removed", "branch " + id.value(), Map.of());
        }
        return removed;
    }

    /// Who belongs where.
    public Map<MemberId, Set<BranchId>> belonging() {
        record Belongs(MemberId member, BranchId branch) {}
        return jdbc
                .sql(BELONGING)
                .query((row, _) ->
                        new Belongs(new MemberId(row.getLong("member")), new BranchId(row.getLong("branch"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Belongs::member, Collectors.mapping(Belongs::branch, Collectors.toUnmodifiableSet())));
    }

    /// Lets a member belong to exactly these branches; false for a member who is not there.
    @Transactional
    boolean assign(MemberId member, Set<BranchId> branches, Actor by) {
        if (members.one(member).isEmpty()) {
            return false;
        }
        Long[] numbers = branches.stream().map(BranchId::value).sorted().toArray(Long[]::new);
        jdbc.sql(LEAVE).param("member", member.value()).update();
        jdbc.sql(JOIN)
                .param("member", member.value())
                .param("branches", numbers)
                .update();
        audit.record(by, "branches assigned", Members.object(member), Map.of("branches", List.of(numbers)));
        return true;
    }
}

package valentine.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.audit.Actor;
import valentine.db.TestDatabase;
import valentine.factor.Apps;
import valentine.factor.RecoveryCodes;
import valentine.team.Invites.Welcome;
import valentine.team.Members.Change;

class MembersTest {
    private static final String PASSWORD = "a long enough password";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private final Members members = application.getBean(Members.class);
    private final Invites invites = application.getBean(Invites.class);
    private final Sessions sessions = application.getBean(Sessions.class);

    @Test
    void the_last_owner_cannot_be_lowered_or_removed_even_by_two_at_once() throws Exception {
        lowerEverybody();
        Member one = add("one@example.com", Role.OWNER);
        Member two = add("two@example.com", Role.OWNER);

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Change>> both = List.of(
                    () -> members.changeRole(one.id(), Role.VIEWER, Actor.CONSOLE),
                    () -> members.remove(two.id(), Actor.CONSOLE));
            List<Change> changes =
                    threads.invokeAll(both).stream().map(Future::resultNow).toList();
            assertThat(changes).containsExactlyInAnyOrder(Change.DONE, Change.LAST_OWNER);
        }
        assertThat(members.all()).extracting(Member::role).containsOnlyOnce(Role.OWNER);
    }

    @Test
    void who_is_removed_is_out_at_once_and_nothing_lets_him_in_again() {
        Member owner = add("owner@example.com", Role.OWNER);
        Member ben = add("ben@example.com", Role.MANAGER);
        String session = sessions.start(ben, "Firefox on Linux", "password");
        application.getBean(RecoveryCodes.class).make(ben.id().value());
        application.getBean(Apps.class).begin(ben.id().value(), "Meadow", ben.email());
        assertThat(sessions.of(session)).contains(ben);

        assertThat(members.remove(ben.id(), owner.actor())).isEqualTo(Change.DONE);

        assertThat(sessions.of(session)).isEmpty();
        assertThat(members.signIn("ben@example.com", PASSWORD)).isEmpty();
        assertThat(members.one(ben.id())).isEmpty();
        assertThat(members.names()).containsEntry(ben.id(), ben.name());
        assertThat(application.getBean(RecoveryCodes.class).left(ben.id().value()))
                .isZero();
        assertThat(members.remove(ben.id(), owner.actor())).isEqualTo(Change.NOBODY);
        assertThat(add("ben@example.com", Role.VIEWER).id()).isNotEqualTo(ben.id());
    }

    @Test
    void an_invite_makes_one_member_of_the_role_chosen() {
        Member owner = add("inviting@example.com", Role.OWNER);
        String link = link(invites.make(Role.VIEWER, owner));
        assertThat(invites.of(link))
                .hasValueSatisfying(invite -> assertThat(invite.role()).isEqualTo(Role.VIEWER));
        assertThat(invites.accept(link, owner.email(), "Somebody", PASSWORD)).isInstanceOf(Welcome.AddressTaken.class);

        assertThat(invites.accept(link, "Guest@Example.com", "Gustav Guest", PASSWORD))
                .isInstanceOfSatisfying(
                        Welcome.Joined.class,
                        joined -> assertThat(joined.member().role()).isEqualTo(Role.VIEWER));

        assertThat(invites.accept(link, "second@example.com", "Second", PASSWORD))
                .isInstanceOf(Welcome.Over.class);
        assertThat(invites.of(link)).isEmpty();
        assertThat(members.signIn("guest@example.com", PASSWORD)).isPresent();
    }

    @Test
    void an_invite_withdrawn_or_expired_or_of_a_member_who_left_opens_nothing() {
        Member owner = add("owner2@example.com", Role.OWNER);
        Member leaving = add("leaving@example.com", Role.OWNER);
        String withdrawn = link(invites.make(Role.MEMBER, owner));
        invites.withdraw(invites.of(withdrawn).orElseThrow().id(), owner.actor());
        String expired = link(invites.make(Role.MEMBER, owner));
        long id = invites.of(expired).orElseThrow().id().value();
        database.jdbc()
                .sql("UPDATE team.invite SET expires_at = now() - interval '1 second' WHERE id = :id")
                .param("id", id)
                .update();
        String orphaned = link(invites.make(Role.OWNER, leaving));
        members.remove(leaving.id(), owner.actor());

        for (String link : List.of(withdrawn, expired, orphaned, "nonsense")) {
            assertThat(invites.accept(link, "x@example.com", "X", PASSWORD)).isInstanceOf(Welcome.Over.class);
        }
    }

    @Test
    void a_member_belongs_to_the_branches_chosen() {
        Branches branches = application.getBean(Branches.class);
        Member owner = add("branching@example.com", Role.OWNER);
        BranchId harbour = branches.add("Harbour", owner.actor()).orElseThrow();
        BranchId market = branches.add("Market", owner.actor()).orElseThrow();
        assertThat(branches.add("HARBOUR", owner.actor())).isEmpty();

        branches.assign(owner.id(), Set.of(harbour, market), owner.actor());
        branches.assign(owner.id(), Set.of(market), owner.actor());

        assertThat(branches.belonging()).containsEntry(owner.id(), Set.of(market));
        branches.remove(market, owner.actor());
        assertThat(branches.belonging()).doesNotContainKey(owner.id());
    }

    @Test
    void only_ones_own_sessions_can_be_ended() {
        Member anna = add("anna@example.com", Role.MEMBER);
        Member ben = add("ben2@example.com", Role.MEMBER);
        String first = sessions.start(anna, "Firefox on Linux", "password");
        String second = sessions.start(anna, "Safari on an iPhone", "password");
        long id = sessions.all(anna.id(), first).getLast().id();

        assertThat(sessions.end(ben, id)).isFalse();
        assertThat(sessions.of(second)).isPresent();
        assertThat(sessions.end(anna, id)).isTrue();
        assertThat(sessions.of(second)).isEmpty();
        assertThat(sessions.of(first)).isPresent();
    }

    private void lowerEverybody() {
        database.jdbc().sql("UPDATE team.member SET role = 'viewer'").update();
    }

    private Member add(String email, Role role) {
        return members.add(email, "Somebody " + email.charAt(0), PASSWORD, role).orElseThrow();
    }

    private static String link(String path) {
        return path.substring("/invites/".length());
    }
}

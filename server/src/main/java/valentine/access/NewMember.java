package valentine.access;

import java.util.Optional;
import valentine.team.Members;
import valentine.web.Pages;

/// What somebody enters who becomes a member.
record NewMember(String name, String email, String password) {
    NewMember {
        name = Pages.field(name);
        email = Pages.field(email);
        password = Pages.field(password);
    }

    Optional<String> problem() {
        if (name.isBlank() || name.strip().length() > 80) {
            return Optional.of("Tell us your name, in at most 80 characters.");
        }
        if (!email.strip().matches("[^\\s@]{1,64}@[^\\s@]{1,180}")) {
            return Optional.of("That e-mail address is not complete.");
        }
        return problemOf(password);
    }

    static Optional<String> problemOf(String password) {
        if (password.length() < Members.SHORTEST_PASSWORD) {
            return Optional.of("The password needs at least " + Members.SHORTEST_PASSWORD + " characters.");
        }
        if (password.length() > Members.LONGEST_PASSWORD) {
            return Optional.of("The password may have at most " + Members.LONGEST_PASSWORD + " characters.");
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "a new member";
    }
}

package valentine.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.CustomerId;
import valentine.team.MemberId;

/// The templates of the firm.
@Service
public class Templates {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_TEXT = 20_000;

    // They are few: no index.
    private static final String ALL = """
            SELECT id, name, medium, subject, text FROM channel.template WHERE ended_at IS NULL ORDER BY lower(name)
            """;
    private static final String FIND = """
            SELECT id, name, medium, subject, text FROM channel.template WHERE id = :id AND ended_at IS NULL
            """;
    private static final String ADD = """
            INSERT INTO channel.template (name, medium, subject, text, changed_by, changed_at)
            VALUES (:name, :medium, :subject, :text, :by, :now)
            RETURNING id
            """;
    private static final String CHANGE = """
            UPDATE channel.template
            SET name = :name, medium = :medium, subject = :subject, text = :text, changed_by = :by, changed_at = :now
            WHERE id = :id AND ended_at IS NULL
            RETURNING id
            """;
    private static final String END = """
            UPDATE channel.template SET ended_at = :now, changed_by = :by WHERE id = :id AND ended_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final Values values;
    private final Clock clock;

    Templates(JdbcClient jdbc, Values values, Clock clock) {
        this.jdbc = jdbc;
        this.values = values;
        this.clock = clock;
    }

    /// What became of saving one.
    public sealed interface Saved {
        record Done(TemplateId id) implements Saved {}

        record Refused(String why) implements Saved {}
    }

    /// A template filled for a customer.
    public record Filled(String subject, String text) {}

    public List<Template> all() {
        return jdbc.sql(ALL).query((row, _) -> template(row)).list();
    }

    public List<Template> of(Medium medium) {
        return all().stream().filter(template -> template.medium() == medium).toList();
    }

    public Optional<Template> find(TemplateId id) {
        return jdbc.sql(FIND)
                .param("id", id.value())
                .query((row, _) -> template(row))
                .optional();
    }

    public Saved add(String name, Medium medium, String subject, String text, MemberId by) {
        return save(ADD, Map.of(), name, medium, subject, text, by);
    }

    public Saved change(TemplateId id, String name, Medium medium, String subject, String text, MemberId by) {
        return save(CHANGE, Map.of("id", id.value()), name, medium, subject, text, by);
    }

    /// What was sent with it stays as it was sent.
    @Transactional
    public void end(TemplateId id, MemberId by) {
        jdbc.sql(END)
                .param("id", id.value())
                .param("by", by.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// As this customer would get it from this member.
    public Filled fill(Template template, CustomerId customer, MemberId writer) {
        Map<Wording.Gap, String> all = values.of(customer, writer);
        return new Filled(filled(template.subject(), all), filled(template.text(), all));
    }

    private Saved save(
            String sql, Map<String, ?> more, String name, Medium medium, String subject, String text, MemberId by) {
        Template clean = new Template(
                new TemplateId(0),
                Texts.line(name, LONGEST_NAME),
                medium,
                Texts.line(subject, LONGEST_SUBJECT),
                Texts.clean(text.strip(), LONGEST_TEXT));
        Optional<String> problem = problem(clean);
        if (problem.isPresent()) return new Saved.Refused(problem.get());
        try {
            return jdbc.sql(sql)
                    .params(more)
                    .param("name", clean.name())
                    .param("medium", medium.key())
                    .param("subject", clean.subject())
                    .param("text", clean.text())
                    .param("by", by.value())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .query((row, _) -> new TemplateId(row.getLong("id")))
                    .optional()
                    .<Saved>map(Saved.Done::new)
                    .orElseGet(() -> new Saved.Refused("This template was ended meanwhile."));
        } catch (DuplicateKeyException _) {
            return new Saved.Refused("There is a template of this name already.");
        }
    }

    private static Optional<String> problem(Template template) {
        if (template.name().isBlank()) return Optional.of("Give it a name.");
        if (template.text().isBlank()) return Optional.of("It says nothing yet.");
        for (String text : List.of(template.subject(), template.text())) {
            if (Wording.read(text) instanceof Wording.Read.Bad(var why)) return Optional.of(why);
        }
        return Optional.empty();
    }

    private static String filled(String text, Map<Wording.Gap, String> values) {
        return switch (Wording.read(text)) {
            case Wording.Read.Good(var wording) -> wording.fill(values);
            case Wording.Read.Bad(var why) -> throw new IllegalStateException(why);
        };
    }

    private static Template template(ResultSet row) throws SQLException {
        return new Template(
                new TemplateId(row.getLong("id")),
                row.getString("name"),
                Medium.of(row.getString("medium")).orElseThrow(),
                row.getString("subject"),
                row.getString("text"));
    }
}

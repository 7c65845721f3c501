package valentine.team;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static valentine.team.Permissions.Who.MANAGER;
import static valentine.team.Permissions.Who.MEMBER;
import static valentine.team.Permissions.Who.OWNER;
import static valentine.team.Permissions.Who.PUBLIC;
import static valentine.team.Permissions.Who.SECRET_KEY;
import static valentine.team.Permissions.Who.VIEWER;
import static valentine.team.Permissions.Who.WORK_KEY;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Every route there is, and who may take it. What does not stand here is closed to everybody.
///
/// A line names the pattern exactly as the handler does; a test fails for a route without a line and for a line without
/// a route. GET stands for HEAD too.
public final class Permissions {
    private static final List<Permission> TABLE = List.of(
            // Files of the pages, and what is said when something goes wrong
            line(PUBLIC, GET, "/assets/**"),
            line(PUBLIC, GET, "/webjars/**"),
            line(PUBLIC, null, "/error"),

            // Getting in and out
            line(PUBLIC, GET, "/set-up/{link}"),
            line(PUBLIC, POST, "/set-up/{link}"),
            line(PUBLIC, GET, "/sign-in"),
            line(PUBLIC, POST, "/sign-in"),
            line(PUBLIC, GET, "/sign-in/{link}"),
            line(PUBLIC, POST, "/sign-in/{link}"),
            line(PUBLIC, GET, "/sign-in/code"),
            line(PUBLIC, POST, "/sign-in/code"),
            line(PUBLIC, POST, "/sign-in/passkey/question"),
            line(PUBLIC, POST, "/sign-in/passkey"),
            line(PUBLIC, GET, "/invites/{link}"),
            line(PUBLIC, POST, "/invites/{link}"),
            line(VIEWER, POST, "/sign-out"),

            // The customer's own page: who asks has a link or a cookie of its own
            line(PUBLIC, GET, "/me"),
            line(PUBLIC, POST, "/me"),
            line(PUBLIC, GET, "/me/look.css"),
            line(PUBLIC, GET, "/me/logo.png"),
            line(PUBLIC, POST, "/me/leaving"),
            line(PUBLIC, POST, "/me/corrections"),
            line(PUBLIC, POST, "/me/choices"),
            line(PUBLIC, GET, "/me/copy.zip"),
            line(PUBLIC, GET, "/me/receipts.json"),
            line(PUBLIC, POST, "/me/requests"),
            line(PUBLIC, GET, "/me/withdrawal/{token}"),
            line(PUBLIC, POST, "/me/withdrawal/{token}"),
            line(PUBLIC, GET, "/unsubscribe/{token}"),
            line(PUBLIC, POST, "/unsubscribe/{token}"),
            line(PUBLIC, GET, "/me/address/{token}"),
            line(PUBLIC, POST, "/me/address/{token}"),
            line(PUBLIC, GET, "/me/{token}"),
            line(PUBLIC, POST, "/me/{token}"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/own-page-links"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/corrections/{correction:\\d{1,18}}/answer"),

            // What other services call: each proves who it is by a signature
            line(PUBLIC, POST, "/hooks/{hook}"),
            line(PUBLIC, POST, "/hooks/sms/{hook}"),
            line(PUBLIC, POST, "/hooks/sms/{hook}/status/{name}"),
            line(PUBLIC, GET, "/hooks/sms/{hook}/files/{file:\\d{1,18}}/{until:\\d{1,11}}/{proof}"),
            line(PUBLIC, POST, "/hooks/telegram/{hook}"),
            line(PUBLIC, GET, "/hooks/whatsapp/{hook}"),
            line(PUBLIC, POST, "/hooks/whatsapp/{hook}"),

            // Each member's own security
            line(VIEWER, GET, "/settings/me"),
            line(VIEWER, POST, "/settings/me/proof"),
            line(VIEWER, POST, "/settings/me/password"),
            line(VIEWER, POST, "/settings/me/app"),
            line(VIEWER, POST, "/settings/me/app/confirmation"),
            line(VIEWER, POST, "/settings/me/app/removal"),
            line(VIEWER, POST, "/settings/me/recovery-codes"),
            line(VIEWER, POST, "/settings/me/passkeys/question"),
            line(VIEWER, POST, "/settings/me/passkeys"),
            line(VIEWER, POST, "/settings/me/passkeys/{id:\\d{1,18}}/removal"),
            line(VIEWER, POST, "/settings/me/sessions/ending"),
            line(VIEWER, POST, "/settings/me/sessions/{id:\\d{1,18}}/ending"),

            // The firm
            line(VIEWER, GET, "/settings"),
            line(MANAGER, POST, "/settings"),
            line(MANAGER, GET, "/settings/clocks"),
            line(MANAGER, GET, "/settings/calendar"),
            line(MANAGER, POST, "/settings/calendar"),
            line(MANAGER, GET, "/settings/calendar/new"),
            line(MANAGER, GET, "/settings/calendar/{id:\\d{1,9}}"),
            line(MANAGER, POST, "/settings/calendar/{id:\\d{1,9}}"),
            line(MANAGER, POST, "/settings/calendar/{id:\\d{1,9}}/choice"),
            line(MANAGER, POST, "/settings/calendar/{id:\\d{1,9}}/removal"),
            line(MANAGER, POST, "/settings/clocks/presets"),
            line(MANAGER, POST, "/settings/clocks/presets/{id:\\d{1,18}}"),
            line(OWNER, GET, "/settings/members"),
            line(OWNER, POST, "/settings/members/invites"),
            line(OWNER, POST, "/settings/members/invites/{id:\\d{1,18}}/withdrawal"),
            line(OWNER, POST, "/settings/members/{id:\\d{1,18}}/role"),
            line(OWNER, POST, "/settings/members/{id:\\d{1,18}}/removal"),
            line(OWNER, POST, "/settings/members/{id:\\d{1,18}}/branches"),
            line(OWNER, POST, "/settings/branches"),
            line(OWNER, POST, "/settings/branches/{id:\\d{1,18}}/removal"),
            line(OWNER, GET, "/settings/keys"),
            line(OWNER, POST, "/settings/keys"),
            line(OWNER, POST, "/settings/keys/{id:\\d{1,18}}/revocation"),
            line(OWNER, GET, "/settings/audit"),
            line(MANAGER, GET, "/settings/look"),
            line(MANAGER, POST, "/settings/look"),
            line(VIEWER, GET, "/settings/privacy/purposes"),
            line(MANAGER, POST, "/settings/privacy/purposes"),
            line(VIEWER, GET, "/settings/privacy/purposes/{key}"),
            line(MANAGER, POST, "/settings/privacy/purposes/{key}"),
            line(VIEWER, GET, "/settings/privacy/fields"),
            line(MANAGER, POST, "/settings/privacy/fields"),
            line(MANAGER, POST, "/settings/privacy/fields/{kind}/ending"),
            line(OWNER, GET, "/settings/mail"),
            line(OWNER, POST, "/settings/mail"),
            line(OWNER, POST, "/settings/mail/tests"),
            line(OWNER, GET, "/settings/webhooks"),
            line(OWNER, POST, "/settings/webhooks"),
            line(OWNER, GET, "/settings/webhooks/new"),
            line(OWNER, GET, "/settings/webhooks/{id:\\d{1,9}}"),
            line(OWNER, POST, "/settings/webhooks/{id:\\d{1,9}}"),
            line(OWNER, POST, "/settings/webhooks/{id:\\d{1,9}}/secret"),
            line(OWNER, POST, "/settings/webhooks/{id:\\d{1,9}}/tests"),
            line(OWNER, POST, "/settings/webhooks/{id:\\d{1,9}}/enabling"),
            line(OWNER, POST, "/settings/webhooks/{id:\\d{1,9}}/ending"),
            line(OWNER, POST, "/settings/webhooks/{id:\\d{1,9}}/deliveries/{delivery:\\d{1,18}}/tries"),
            line(OWNER, GET, "/settings/channels/webhook/new"),
            line(OWNER, POST, "/settings/channels/webhook"),
            line(OWNER, GET, "/settings/channels/webhook/{id:\\d{1,9}}"),
            line(OWNER, POST, "/settings/channels/webhook/{id:\\d{1,9}}"),
            line(OWNER, POST, "/settings/channels/webhook/{id:\\d{1,9}}/secret"),
            line(OWNER, POST, "/settings/channels/webhook/{id:\\d{1,9}}/ending"),
            line(OWNER, GET, "/settings/channels/{medium}/new"),
            line(OWNER, POST, "/settings/channels/{medium}"),
            line(OWNER, GET, "/settings/channels/{medium}/{id:\\d{1,9}}"),
            line(OWNER, POST, "/settings/channels/{medium}/{id:\\d{1,9}}"),
            line(OWNER, POST, "/settings/channels/{medium}/{id:\\d{1,9}}/trials"),
            line(OWNER, POST, "/settings/channels/{medium}/{id:\\d{1,9}}/ending"),
            line(MEMBER, GET, "/outbox"),
            line(MEMBER, GET, "/outbox/{id:\\d{1,18}}"),
            line(MEMBER, POST, "/outbox/{id:\\d{1,18}}/tries"),
            line(MEMBER, POST, "/outbox/{id:\\d{1,18}}/withdrawal"),

            // The chat on other pages: a widget comes by its token
            line(PUBLIC, GET, "/chat/widget.js"),
            line(PUBLIC, GET, "/chat/{key}/look"),
            line(PUBLIC, POST, "/chat/{key}/visitors"),
            line(PUBLIC, POST, "/chat/{key}/messages"),
            line(PUBLIC, POST, "/chat/{key}/files"),
            line(PUBLIC, GET, "/chat/{key}/files/{file:\\d{1,18}}"),
            line(PUBLIC, POST, "/chat/{key}/contact"),
            line(PUBLIC, POST, "/chat/{key}/marks"),
            line(PUBLIC, GET, "/chat/{key}/stream"),
            line(OWNER, GET, "/settings/channels/email/new"),
            line(OWNER, POST, "/settings/channels/email"),
            line(OWNER, GET, "/settings/channels/email/{id:\\d{1,9}}"),
            line(OWNER, POST, "/settings/channels/email/{id:\\d{1,9}}"),
            line(OWNER, POST, "/settings/channels/email/{id:\\d{1,9}}/trials"),
            line(OWNER, POST, "/settings/channels/email/{id:\\d{1,9}}/signature"),
            line(OWNER, POST, "/settings/channels/email/{id:\\d{1,9}}/ending"),
            // What strangers wrote, for a frame that can do nothing, and their files as downloads
            line(VIEWER, GET, "/email/arrivals/{id:\\d{1,18}}/html"),
            line(VIEWER, GET, "/attachments/{id:\\d{1,18}}"),
            line(OWNER, GET, "/settings/channels/chat/new"),
            line(OWNER, POST, "/settings/channels/chat"),
            line(OWNER, GET, "/settings/channels/chat/{id:\\d{1,9}}"),
            line(OWNER, POST, "/settings/channels/chat/{id:\\d{1,9}}"),
            line(OWNER, POST, "/settings/channels/chat/{id:\\d{1,9}}/secret"),
            line(OWNER, POST, "/settings/channels/chat/{id:\\d{1,9}}/ending"),
            // How we reach customers
            line(MEMBER, GET, "/outbox/messages"),
            line(MEMBER, GET, "/outbox/messages/{id:\\d{1,18}}"),
            line(MEMBER, POST, "/outbox/messages/{id:\\d{1,18}}/tries"),
            line(MEMBER, POST, "/outbox/messages/{id:\\d{1,18}}/withdrawal"),
            line(MEMBER, GET, "/customers/{id:\\d{1,18}}/contacts/new"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/contacts"),
            line(MANAGER, GET, "/settings/channels"),
            line(MANAGER, POST, "/settings/channels/manners"),
            line(MEMBER, GET, "/settings/templates"),
            line(MEMBER, GET, "/settings/templates/new"),
            line(MEMBER, POST, "/settings/templates"),
            line(MEMBER, GET, "/settings/templates/{id:\\d{1,18}}"),
            line(MEMBER, POST, "/settings/templates/{id:\\d{1,18}}"),
            line(MEMBER, POST, "/settings/templates/{id:\\d{1,18}}/ending"),

            // Customers
            line(VIEWER, GET, "/"),
            line(VIEWER, GET, "/loyalty-map"),
            line(VIEWER, GET, "/loyalty-map/{field}"),
            line(VIEWER, GET, "/customers"),
            line(VIEWER, GET, "/customers/found"),
            line(VIEWER, GET, "/customers/{id:\\d{1,18}}"),
            line(VIEWER, GET, "/customers/{id:\\d{1,18}}/timeline"),
            line(VIEWER, GET, "/customers/alarms"),
            line(VIEWER, GET, "/customers/{id:\\d{1,18}}/uses"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/consents"),
            line(MEMBER, GET, "/customers/{id:\\d{1,18}}/consents/{consent:\\d{1,18}}/receipt"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/sensitive/{kind}/opening"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/feeds"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/feeds/{feed:\\d{1,18}}/ending"),
            line(MEMBER, GET, "/customers/{id:\\d{1,18}}/merge"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/merges"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/partings"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/verdicts/{verdict:\\d{1,18}}/undoing"),

            // Who may be one
            line(VIEWER, GET, "/duplicates"),
            line(MEMBER, POST, "/duplicates/{pair:\\d{1,18}}/decision"),
            line(MEMBER, POST, "/duplicates/decisions/{decision:\\d{1,18}}/undoing"),
            line(MEMBER, POST, "/duplicates/comparison"),

            // The companies that customers speak for
            line(VIEWER, GET, "/accounts"),
            line(VIEWER, GET, "/accounts/{id:\\d{1,18}}"),
            line(VIEWER, GET, "/accounts/{id:\\d{1,18}}/timeline"),
            line(MEMBER, POST, "/accounts/{id:\\d{1,18}}/contacts/{customer:\\d{1,18}}/role"),
            line(MANAGER, POST, "/accounts/{id:\\d{1,18}}/domains"),
            line(MANAGER, POST, "/accounts/{id:\\d{1,18}}/domains/{domain}/release"),

            // How the score did on the past
            line(VIEWER, GET, "/insight"),
            line(VIEWER, GET, "/insight/effort"),
            line(VIEWER, GET, "/insight/effort/matters"),
            line(VIEWER, GET, "/insight/consistency"),
            line(VIEWER, GET, "/track-record"),
            line(MEMBER, POST, "/track-record"),
            line(VIEWER, GET, "/customers/{id:\\d{1,18}}/alike"),

            // What to do today
            line(VIEWER, GET, "/today"),
            line(MEMBER, POST, "/today/{customer:\\d{1,18}}/decision"),
            line(MEMBER, POST, "/today/decisions/{decision:\\d{1,18}}/undoing"),

            // What people may ask of us about their data
            line(MEMBER, GET, "/customers/{id:\\d{1,18}}/data"),
            line(MEMBER, POST, "/customers/{id:\\d{1,18}}/requests"),
            line(MANAGER, POST, "/customers/{id:\\d{1,18}}/takeout"),
            line(MANAGER, GET, "/customers/{id:\\d{1,18}}/erasure"),
            line(MANAGER, POST, "/customers/{id:\\d{1,18}}/erasure"),
            line(VIEWER, GET, "/settings/privacy"),
            line(VIEWER, GET, "/settings/privacy/data-map"),
            line(VIEWER, GET, "/settings/privacy/record"),
            line(VIEWER, GET, "/settings/privacy/record.csv"),
            line(MEMBER, GET, "/settings/privacy/requests"),
            line(MANAGER, POST, "/settings/privacy/requests/holidays"),
            line(MEMBER, GET, "/settings/privacy/requests/{id:\\d{1,18}}"),
            line(MEMBER, POST, "/settings/privacy/requests/{id:\\d{1,18}}/events"),
            line(MANAGER, GET, "/settings/privacy/erasures"),
            line(MANAGER, POST, "/settings/privacy/erasures"),
            line(MANAGER, POST, "/settings/privacy/erasures/readmission"),
            line(MANAGER, GET, "/settings/privacy/erasures/{number:\\d{1,18}}"),
            line(MANAGER, GET, "/settings/privacy/retention"),
            line(MANAGER, POST, "/settings/privacy/retention/{rule}"),

            // What we promised
            line(VIEWER, GET, "/promises"),
            line(MEMBER, GET, "/promises/new"),
            line(MEMBER, POST, "/promises"),
            line(VIEWER, GET, "/promises/{id:\\d{1,18}}"),
            line(MEMBER, POST, "/promises/{id:\\d{1,18}}/keeping"),
            line(MEMBER, POST, "/promises/{id:\\d{1,18}}/withdrawal"),
            line(MEMBER, POST, "/promises/{id:\\d{1,18}}/renewal"),
            line(MEMBER, POST, "/promises/{id:\\d{1,18}}/undoing"),
            line(VIEWER, GET, "/promises/kept"),
            line(VIEWER, GET, "/promises/proposals"),
            line(MEMBER, POST, "/promises/proposals/{id:\\d{1,18}}/decision"),
            line(MEMBER, POST, "/promises/proposals/{id:\\d{1,18}}/undoing"),

            // Conversations
            line(VIEWER, GET, "/inbox"),
            line(MEMBER, POST, "/inbox"),
            line(MEMBER, GET, "/inbox/new"),
            line(VIEWER, GET, "/inbox/search"),
            line(VIEWER, GET, "/inbox/live"),
            line(MEMBER, POST, "/inbox/changes"),
            line(MEMBER, POST, "/inbox/acts/{act:\\d{1,18}}/undoing"),
            line(MEMBER, POST, "/inbox/views"),
            line(MEMBER, POST, "/inbox/views/{id:\\d{1,18}}/removal"),
            line(MEMBER, POST, "/inbox/shift"),
            line(MEMBER, GET, "/inbox/replies"),
            line(MEMBER, POST, "/inbox/replies"),
            line(MEMBER, POST, "/inbox/replies/{id:\\d{1,18}}/removal"),
            line(VIEWER, GET, "/inbox/{id:\\d{1,18}}"),
            line(VIEWER, GET, "/inbox/{id:\\d{1,18}}/live"),
            line(MEMBER, POST, "/inbox/{id:\\d{1,18}}/messages"),
            line(MEMBER, POST, "/inbox/{id:\\d{1,18}}/messages/{message:\\d{1,18}}/taking-back"),
            line(MEMBER, POST, "/inbox/{id:\\d{1,18}}/notes"),
            line(MEMBER, POST, "/inbox/{id:\\d{1,18}}/draft"),
            line(MEMBER, POST, "/inbox/{id:\\d{1,18}}/changes"),
            line(MEMBER, GET, "/inbox/{id:\\d{1,18}}/merge"),
            line(MEMBER, POST, "/inbox/{id:\\d{1,18}}/merge"),
            line(MEMBER, POST, "/inbox/{id:\\d{1,18}}/parting"),
            line(MEMBER, POST, "/inbox/{id:\\d{1,18}}/next-word"),
            line(VIEWER, GET, "/inbox/pace"),
            line(MANAGER, GET, "/settings/targets"),
            line(MANAGER, POST, "/settings/targets"),
            line(MANAGER, POST, "/settings/targets/{id:\\d{1,9}}"),
            line(MANAGER, POST, "/settings/targets/{id:\\d{1,9}}/raise"),
            line(MANAGER, POST, "/settings/targets/{id:\\d{1,9}}/end"),

            // Files brought in
            line(MANAGER, GET, "/import"),
            line(MANAGER, POST, "/import"),
            line(MANAGER, GET, "/import/{id}"),
            line(MANAGER, GET, "/import/{id}/mapping"),
            line(MANAGER, POST, "/import/{id}/mapping"),
            line(MANAGER, GET, "/import/{id}/refused.csv"),

            // What programs send; /v1/ itself is a door of its own
            line(VIEWER, GET, "/sources"),
            line(MANAGER, POST, "/sources"),
            line(MANAGER, GET, "/sources/new"),
            line(MEMBER, POST, "/sources/reconciliation"),
            line(VIEWER, GET, "/sources/{id:\\d{1,9}}"),
            line(MANAGER, POST, "/sources/{id:\\d{1,9}}"),
            line(MANAGER, POST, "/sources/{id:\\d{1,9}}/key"),
            line(MANAGER, POST, "/sources/{id:\\d{1,9}}/revocation"),
            line(VIEWER, GET, "/sources/{id:\\d{1,9}}/tail"),
            line(VIEWER, GET, "/events/quarantine"),
            line(MEMBER, POST, "/events/quarantine/replay"),
            line(VIEWER, GET, "/events/quarantine/{id:\\d{1,18}}"),
            line(MEMBER, POST, "/events/quarantine/{id:\\d{1,18}}/replay"),
            line(MEMBER, POST, "/events/quarantine/{id:\\d{1,18}}/release"),
            line(SECRET_KEY, GET, "/api/intake/{messageId}"),
            // What other programs read
            line(PUBLIC, GET, "/api/openapi.json"),
            line(PUBLIC, GET, "/api/docs"),
            line(SECRET_KEY, GET, "/api/accounts"),
            line(SECRET_KEY, GET, "/api/accounts/{id}"),
            line(SECRET_KEY, GET, "/api/customers"),
            line(SECRET_KEY, GET, "/api/customers/{id}"),
            line(SECRET_KEY, GET, "/api/customers/{id}/timeline"),
            line(SECRET_KEY, GET, "/api/customers/{id}/standing"),
            line(WORK_KEY, POST, "/api/customers/{id}/contacts"),
            line(SECRET_KEY, GET, "/api/customers/{id}/conversations"),
            line(SECRET_KEY, GET, "/api/customers/{id}/conversations/{conversation}"),
            line(WORK_KEY, POST, "/api/customers/{id}/conversations/{conversation}/replies"),
            line(WORK_KEY, POST, "/api/customers/{id}/conversations/{conversation}/notes"),
            line(WORK_KEY, POST, "/api/customers/{id}/conversations/{conversation}/status"),
            line(SECRET_KEY, GET, "/api/consents"),
            line(SECRET_KEY, GET, "/api/consents/answer"),
            line(WORK_KEY, POST, "/api/consents"),
            line(SECRET_KEY, GET, "/api/requests"),
            line(WORK_KEY, POST, "/api/requests"),
            line(SECRET_KEY, GET, "/api/requests/{id}"),
            line(SECRET_KEY, GET, "/api/promises"),
            line(WORK_KEY, POST, "/api/promises"),
            line(SECRET_KEY, GET, "/api/promises/{id}"),
            line(WORK_KEY, POST, "/api/promises/{id}/keeping"),
            line(WORK_KEY, POST, "/api/promises/{id}/withdrawal"),
            line(WORK_KEY, POST, "/api/promises/{id}/repromise"),
            line(SECRET_KEY, null, "/api/**"));

    private static final List<Route> ROUTES = TABLE.stream()
            .map(line -> new Route(line, PathPatternParser.defaultInstance.parse(line.pattern())))
            .sorted(Comparator.comparing(Route::pattern))
            .toList();

    private Permissions() {}

    /// Who may take a route. From the role that only looks up to the owner, each may what those before may.
    public enum Who {
        /// Everybody; where a key is needed the handler asks for it.
        PUBLIC,
        /// A source, by its write key.
        WRITE_KEY,
        /// A program that reads, by a secret key or a work key.
        SECRET_KEY,
        /// A program that also makes and ends promises, by a work key.
        WORK_KEY,
        VIEWER,
        MEMBER,
        MANAGER,
        OWNER;

        /// Whether this one may; the principal of the request or null.
        public boolean lets(@Nullable Object principal) {
            return switch (this) {
                case PUBLIC -> true;
                case WRITE_KEY -> principal instanceof Keys.Holder(var _, var purpose) && purpose == Keys.Purpose.WRITE;
                case SECRET_KEY ->
                    principal instanceof Keys.Holder(var _, var purpose) && purpose != Keys.Purpose.WRITE;
                case WORK_KEY -> principal instanceof Keys.Holder(var _, var purpose) && purpose == Keys.Purpose.WORK;
                case VIEWER, MEMBER, MANAGER, OWNER ->
                    principal instanceof Member member && member.role().reaches(Role.valueOf(name()));
            };
        }
    }

    /// One line of the table; without a method it holds for every one.
    public record Permission(Who who, @Nullable HttpMethod method, String pattern) {}

    private record Route(Permission permission, PathPattern pattern) {
        boolean takes(HttpMethod asked) {
            HttpMethod method = permission.method();
            return method == null || method.equals(asked) || (method.equals(GET) && asked.equals(HttpMethod.HEAD));
        }
    }

    public static List<Permission> table() {
        return TABLE;
    }

    /// The line that a request falls under: of several the most exact one, as the dispatcher chooses its handler.
    public static Optional<Permission> of(HttpMethod method, PathContainer path) {
        return ROUTES.stream()
                .filter(route -> route.takes(method) && route.pattern().matches(path))
                .map(Route::permission)
                .findFirst();
    }

    private static Permission line(Who who, @Nullable HttpMethod method, String pattern) {
        return new Permission(who, method, pattern);
    }
}

package valentine.transparency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import valentine.customer.AccountId;
import valentine.customer.Accounts;
import valentine.customer.CustomerId;
import valentine.team.Keys;
import valentine.team.Member;

/// Records who opens a customer's page or reads it by the API, in the transaction in which it is read: what cannot be
/// recorded is not read, and of what could not be read there is no record. A list records each customer on it where it
/// is made, in that same transaction.
@Configuration
@ConditionalOnWebApplication
class UseRecording implements WebMvcConfigurer {
    private static final Pattern ONE = Pattern.compile("/(api/)?customers/(\\d{1,18})(/[a-z-]+(/\\d{1,18})?)?");
    private static final Pattern ACCOUNT = Pattern.compile("/(api/)?accounts/(\\d{1,18})");
    private static final List<Category> CONTACTS = List.of(Category.CONTACT, Category.STANDING);
    private static final List<Category> PAGE = List.of(
            Category.CONTACT,
            Category.TRAITS,
            Category.PURCHASES,
            Category.MESSAGES,
            Category.FEEDBACK,
            Category.STANDING);
    private static final List<Category> TIMELINE = List.of(Category.PURCHASES, Category.MESSAGES, Category.BEHAVIOUR);

    private static final String TRANSACTION = UseRecording.class.getName() + ".transaction";

    private final DataUses uses;
    private final Accounts accounts;
    private final PlatformTransactionManager transactions;

    UseRecording(DataUses uses, Accounts accounts, PlatformTransactionManager transactions) {
        this.uses = uses;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Recorder())
                .addPathPatterns(
                        "/customers/*", "/customers/*/timeline", "/api/customers/**", "/accounts/*", "/api/accounts/*");
    }

    /// Whoever words the answer to a failure finds no transaction that was given up.
    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst((request, _, _, _) -> {
            giveUp(request);
            return null;
        });
    }

    private void giveUp(HttpServletRequest request) {
        TransactionStatus open = taken(request);
        if (open != null) transactions.rollback(open);
    }

    private static @Nullable TransactionStatus taken(HttpServletRequest request) {
        TransactionStatus open = (TransactionStatus) request.getAttribute(TRANSACTION);
        request.removeAttribute(TRANSACTION);
        return open;
    }

    private static boolean isRefusal(HttpServletResponse response, @Nullable ModelAndView page) {
        HttpStatusCode status = page == null ? null : page.getStatus();
        return response.getStatus() >= 400 || (status != null && status.isError());
    }

    private final class Recorder implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            Optional<String> by = by(request);
            if (by.isEmpty() || !request.getMethod().equals("GET")) return true;
            String path = request.getRequestURI();
            Matcher one = ONE.matcher(path);
            Matcher account = ACCOUNT.matcher(path);
            request.setAttribute(TRANSACTION, transactions.getTransaction(TransactionDefinition.withDefaults()));
            try {
                if (one.matches()) record(request, one, by.get());
                if (account.matches()) recordContacts(request, account, by.get());
                return true;
            } catch (RuntimeException e) {
                giveUp(request);
                throw e;
            }
        }

        private void record(HttpServletRequest request, Matcher one, String by) {
            List<Category> what = one.group(3) == null ? PAGE : TIMELINE;
            DataUses.Act act = one.group(1) == null ? DataUses.Act.OPENED : DataUses.Act.READ;
            CustomerId customer = new CustomerId(Long.parseLong(one.group(2)));
            uses.record(new DataUses.Use(customer, act, what, Purposes.SERVICE, by, "", DataUses.request(request, by)));
        }

        /// Whose names and addresses stand there, each by himself.
        private void recordContacts(HttpServletRequest request, Matcher account, String by) {
            List<CustomerId> contacts = accounts.contacts(new AccountId(Long.parseLong(account.group(2)))).stream()
                    .map(Accounts.Contact::customer)
                    .toList();
            DataUses.Act act = account.group(1) == null ? DataUses.Act.OPENED : DataUses.Act.READ;
            uses.record(
                    new DataUses.Listing(contacts, act, CONTACTS, Purposes.SERVICE, by, DataUses.request(request, by)));
        }

        /// All is read by now; a page is written only afterwards, and what a program gets waits until its whole.
        @Override
        public void postHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
            if (isRefusal(response, page)) {
                giveUp(request);
                return;
            }
            TransactionStatus open = taken(request);
            if (open != null) transactions.commit(open);
        }

        @Override
        public void afterCompletion(
                HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
            giveUp(request);
        }
    }

    private static Optional<String> by(HttpServletRequest request) {
        if (!(request.getUserPrincipal() instanceof Authentication authentication)) return Optional.empty();
        return switch (authentication.getPrincipal()) {
            case Member member -> Optional.of("member " + member.id().value());
            case Keys.Holder holder -> Optional.of("key " + holder.id().value());
            case null, default -> Optional.empty();
        };
    }
}

package valentine.feed;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads RSS, Atom and JSON Feed as strangers write them.
///
/// XML is looked through once before anything is built of it: a document type, and with it every entity of its own, is
/// refused, and so is what is nested deeper than any feed.
final class FeedReader {
    private static final int MOST_ENTRIES = 200;
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_TEXT = 5_000;
    /// Markup is read up to here.
    private static final int LONGEST_HTML = 200_000;

    private static final int LONGEST_LINK = 1_000;
    private static final int DEEPEST = 60;
    private static final String NONE =
            "There is no feed at this address. A feed is RSS, Atom or JSON Feed; its link is often called RSS.";
    private static final String PAGE =
            "There is a web page at this address, not a feed. Look on it for a link called RSS or feed.";
    private static final String BROKEN = "The feed is broken: a program cannot read it.";
    private static final JsonMapper JSON = JsonMapper.shared();

    private FeedReader() {}

    static Reading read(byte[] body, String mediaType) {
        String start = new String(body, 0, Math.min(body.length, 500), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (start.startsWith("{")) return json(body);
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) return new Reading.NoFeed(PAGE);
        if (!start.startsWith("<") && !mediaType.contains("xml")) return new Reading.NoFeed(NONE);
        String unsafe = unsafe(body);
        return unsafe == null ? xml(body, mediaType) : new Reading.NoFeed(unsafe);
    }

    private static Reading xml(byte[] body, String mediaType) {
        try (XmlReader reader = new XmlReader(new ByteArrayInputStream(body), mediaType, true, "UTF-8")) {
            SyndFeedInput input = new SyndFeedInput();
            input.setAllowDoctypes(false);
            SyndFeed feed = input.build(reader);
            List<Entry> entries = feed.getEntries().stream()
                    .limit(MOST_ENTRIES)
                    .map(FeedReader::entry)
                    .filter(Objects::nonNull)
                    .toList();
            return new Reading.Read(line(feed.getTitle(), LONGEST_TITLE), entries);
        } catch (FeedException | IOException | IllegalArgumentException _) {
            return new Reading.NoFeed(NONE);
        }
    }

    private static @Nullable Entry entry(SyndEntry entry) {
        String title = line(text(entry.getTitle()), LONGEST_TITLE);
        String text = Stream.concat(entry.getContents().stream(), Stream.ofNullable(entry.getDescription()))
                .map(SyndContent::getValue)
                .map(FeedReader::text)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse("");
        Date at = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        return made(entry.getUri(), title, text, entry.getLink(), at == null ? null : at.toInstant());
    }

    private static Reading json(byte[] body) {
        try {
            JsonNode feed = JSON.readTree(body);
            if (!feed.path("version").asString("").startsWith("https://jsonfeed.org/version/"))
                return new Reading.NoFeed(NONE);
            List<Entry> entries = new ArrayList<>();
            for (JsonNode item : feed.path("items")) {
                if (entries.size() == MOST_ENTRIES) break;
                String html = item.path("content_html").asString("");
                String plain =
                        item.path("content_text").asString(item.path("summary").asString(""));
                Entry entry = made(
                        item.path("id").asString(""),
                        line(item.path("title").asString(""), LONGEST_TITLE),
                        html.isEmpty() ? plain : text(html),
                        item.path("url").asString(""),
                        moment(item.path("date_published").asString("")));
                if (entry != null) entries.add(entry);
            }
            return new Reading.Read(line(feed.path("title").asString(""), LONGEST_TITLE), entries);
        } catch (JacksonException _) {
            return new Reading.NoFeed(BROKEN);
        }
    }

    /// Nothing where it neither has a name nor says anything.
    private static @Nullable Entry made(
            @Nullable String key, String title, String text, @Nullable String link, @Nullable Instant at) {
        String address = link == null || !link.matches("https?://\\S+") ? "" : line(link, LONGEST_LINK);
        String name = key == null || key.isBlank() ? address : key;
        if (name.isBlank()) name = title + "\n" + text;
        return title.isEmpty() && text.isEmpty() ? null : new Entry(name, title, cut(text, LONGEST_TEXT), address, at);
    }

    /// Why this must not be parsed; null where it may.
    private static @Nullable String unsafe(byte[] body) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            int depth = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_DECLARATION -> {
                        return doctype(body);
                    }
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (++depth > DEEPEST) return BROKEN;
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    default -> {}
                }
            }
            return null;
        } catch (XMLStreamException _) {
            // Entities of HTML stand in many a feed: the builder says whether it can do without them.
            return hasDoctype(body) ? doctype(body) : null;
        }
    }

    private static boolean hasDoctype(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .contains("<!doctype");
    }

    private static String doctype(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT)
                        .contains("<html")
                ? PAGE
                : "The feed declares a document type of its own. That is not read, for it can do harm.";
    }

    private static String text(@Nullable String html) {
        if (html == null) return "";
        return clean(Jsoup.parse(cut(html, LONGEST_HTML)).text());
    }

    private static @Nullable Instant moment(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static String line(@Nullable String text, int longest) {
        return text == null
                ? ""
                : cut(clean(text).replaceAll("[\\s\\p{Cntrl}]+", " ").strip(), longest);
    }

    private static String clean(String text) {
        return text.replace('\0', ' ').strip();
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) return text;
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}

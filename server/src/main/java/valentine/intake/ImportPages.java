package valentine.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import valentine.csv.Correction;
import valentine.csv.CsvFile;
import valentine.csv.Field;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.csv.Row;
import valentine.csv.UnreadableFile;
import valentine.team.Firms;
import valentine.web.Pages;

/// Bringing a file in by hand: choose it, look at how it is understood, watch it, read what came of it.
@Controller
@ConditionalOnWebApplication
class ImportPages {
    private static final Logger LOGGER = LoggerFactory.getLogger(ImportPages.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final int PREVIEWED = 8;
    private static final int LISTED = 50;
    private static final int LONGEST_CELL = 80;

    private final Imports imports;
    private final Firms firms;
    private final Pages pages;

    ImportPages(Imports imports, Firms firms, Pages pages) {
        this.imports = imports;
        this.firms = firms;
        this.pages = pages;
    }

    record ListPage(
            List<Kind> kinds,
            List<Import> imports,
            ZoneId zone,
            @Nullable String problem) {
        String day(Import one) {
            return DAY.format(one.broughtAt().atZone(zone));
        }
    }

    record Choice(Field field, boolean isRequired, int column) {}

    record MappingPage(
            Import begun,
            String form,
            List<String> header,
            List<List<String>> rows,
            List<Choice> choices,
            String dates,
            String decimal,
            List<String> notes,
            @Nullable String problem) {}

    record ImportPage(Import shown, boolean hasRefusedRows, List<ImportReviewer.Remark> remarks) {}

    @EventListener(ApplicationReadyEvent.class)
    void tidy() {
        imports.endAbandoned();
    }

    @GetMapping("/import")
    ModelAndView list() {
        return list(null);
    }

    @PostMapping("/import")
    ModelAndView upload(HttpServletRequest request) throws IOException {
        AtomicReference<Import> begun = new AtomicReference<>();
        boolean came;
        try {
            came = Upload.receive(request, imports, (kind, name) -> {
                Import fresh = imports.begin(kind, name);
                begun.set(fresh);
                return imports.upload(fresh);
            });
        } catch (IOException e) {
            Import broken = begun.get();
            if (broken == null) throw e;
            imports.refuse(
                    broken, DiskFull.is(e) ? DiskFull.SENTENCE : "The file did not come through. Bring it again.");
            return new ModelAndView("redirect:/import/" + broken.id().value());
        }
        Import fresh = begun.get();
        if (!came || fresh == null) {
            ModelAndView again = list("Choose a file first.");
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        return new ModelAndView("redirect:/import/" + fresh.id().value() + "/mapping");
    }

    @GetMapping("/import/{id}/mapping")
    ModelAndView mapping(@PathVariable long id) throws IOException {
        Import begun = find(id);
        if (!begun.isWaiting()) return new ModelAndView("redirect:/import/" + id);
        return mapping(begun, List.of());
    }

    @PostMapping("/import/{id}/mapping")
    ModelAndView map(@PathVariable long id, @RequestParam Map<String, String> form) throws IOException {
        Import begun = find(id);
        if (!begun.isWaiting()) return new ModelAndView("redirect:/import/" + id);
        List<String> corrections = corrections(begun.kind(), form);
        if (form.containsKey("look")) return mapping(begun, corrections);
        CsvFile file = CsvFile.open(imports.upload(begun));
        Mapping mapping = switch (Mapping.guess(begun.kind(), file).correct(corrections)) {
            case Correction.Corrected(Mapping corrected) -> corrected.settled(file);
            case Correction.Misunderstood(String sentence) -> {
                LOGGER.debug("Not understood: {}", sentence);
                yield null;
            }
        };
        if (mapping == null || !mapping.missing().isEmpty()) {
            ModelAndView again = mapping(begun, corrections);
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        if (imports.start(begun.id(), file, corrections)) takeIn(begun.id(), file, mapping);
        return new ModelAndView("redirect:/import/" + id);
    }

    /// Goes on by itself; the page that shows it may be left alone.
    private void takeIn(ImportId id, CsvFile file, Mapping mapping) {
        Thread.ofVirtual().name("import-" + id.value()).start(() -> {
            try {
                Import done = imports.finish(id, file, mapping, _ -> {});
                LOGGER.debug("Import {} is over: {}", id.value(), done.tally());
            } catch (RuntimeException e) {
                LOGGER.error("Import {} ended without a word", id.value(), e);
            }
        });
    }

    @GetMapping("/import/{id}")
    ModelAndView show(@PathVariable long id) {
        Import shown = find(id);
        return pages.page(
                "intake/import",
                new ImportPage(
                        shown,
                        imports.refusedRows(shown).isPresent(),
                        shown.isRunning() ? List.of() : imports.remarks(shown.id())));
    }

    @GetMapping("/import/{id}/refused.csv")
    ResponseEntity<Resource> refused(@PathVariable long id) {
        Import done = find(id);
        Path path = imports.refusedRows(done)
                .filter(_ -> !done.isRunning())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String name = done.fileName().replaceFirst("(?i)(\\.csv|\\.txt|\\.tsv)?(\\.gz)?$", "") + ".refused.csv";
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .header("X-Content-Type-Options", "nosniff")
                .body(new FileSystemResource(path));
    }

    private ModelAndView list(@Nullable String problem) {
        return pages.page(
                "intake/imports",
                new ListPage(
                        imports.kinds(), imports.latest(LISTED), firms.ours().zone(), problem));
    }

    /// How the file is understood with these corrections; where they cannot be followed, with the plain guess.
    private ModelAndView mapping(Import begun, List<String> corrections) throws IOException {
        Path path = imports.upload(begun);
        if (!Files.exists(path)) {
            imports.refuse(begun, "The file lies here no more. Bring it again.");
            return new ModelAndView("redirect:/import/" + begun.id().value());
        }
        CsvFile file;
        try {
            file = CsvFile.open(path);
        } catch (UnreadableFile e) {
            imports.refuse(begun, String.valueOf(e.getMessage()));
            return new ModelAndView("redirect:/import/" + begun.id().value());
        }
        Mapping guess = Mapping.guess(begun.kind(), file);
        List<String> problems = new ArrayList<>();
        Mapping mapping = switch (guess.correct(corrections)) {
            case Correction.Corrected(Mapping corrected) -> corrected.settled(file);
            case Correction.Misunderstood(String sentence) -> {
                problems.add(sentence);
                yield guess;
            }
        };
        if (!corrections.isEmpty()) problems.addAll(mapping.missing());
        List<Choice> choices = begun.kind().fields().stream()
                .map(field -> new Choice(
                        field,
                        begun.kind().required().contains(field),
                        mapping.column(field).orElse(-1)))
                .toList();
        List<List<String>> rows =
                file.sample().stream().limit(PREVIEWED).map(ImportPages::cells).toList();
        return pages.page(
                "intake/mapping",
                new MappingPage(
                        begun,
                        file.form(),
                        file.header(),
                        rows,
                        choices,
                        said(corrections, "date-format="),
                        said(corrections, "decimal="),
                        mapping.notes(),
                        problems.isEmpty() ? null : String.join(" ", problems)));
    }

    /// What the form says, as the corrections of the command line.
    private static List<String> corrections(Kind kind, Map<String, String> form) {
        List<String> corrections = new ArrayList<>();
        for (Field field : kind.fields()) {
            String column = form.get(field.key());
            if (column != null) corrections.add(field.key() + "=" + column);
        }
        for (String more : List.of("date-format", "decimal")) {
            String value = form.getOrDefault(more, "");
            if (!value.isEmpty()) corrections.add(more + "=" + value);
        }
        return corrections;
    }

    private static String said(List<String> corrections, String what) {
        return corrections.stream()
                .filter(correction -> correction.startsWith(what))
                .map(correction -> correction.substring(what.length()))
                .findFirst()
                .orElse("");
    }

    private static List<String> cells(Row row) {
        return row.fields().stream().map(cell -> Ground.cut(cell, LONGEST_CELL)).toList();
    }

    private Import find(long id) {
        return imports.find(new ImportId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

package io.serai.issuing;

import io.serai.issuing.CardImportReport.LineError;
import io.serai.issuing.cards.ImportLine;
import io.serai.issuing.cards.ImportPrograms;
import io.serai.issuing.cards.ImportRows;
import io.serai.issuing.cards.ImportRows.Row;
import io.serai.journal.CardSeals;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads cards that were given out elsewhere from CSV, each with an account of its own. Bad lines
 * are told and left out, good ones kept; the same file again adds nothing. Numbers are kept as
 * tokens alone: whoever gave them out has them. Blocking; needs no running hub.
 */
public final class CardsImport {

  private static final int AT_ONCE = 2_000;

  private final ImportRows rows;
  private final CardTokens tokens;
  private final Function<String, Optional<CardProgram>> programs;
  private final Ids ids;

  /**
   * An import into a database.
   *
   * @param seals the vault's key, under which numbers are made tokens
   * @param programs the card programs by name
   */
  public CardsImport(
      JdbcClient jdbc,
      CardSeals seals,
      Function<String, Optional<CardProgram>> programs,
      Clock clock,
      Ids ids) {
    this.rows = new ImportRows(jdbc, clock, ids);
    this.tokens = new CardTokens(seals);
    this.programs = programs;
    this.ids = ids;
  }

  /**
   * The card programs of a folder of routes, by name, as the hub reads them.
   *
   * @throws SeraiException naming the file and what is wrong
   */
  public static Map<String, CardProgram> programs(Path routes) {
    return ImportPrograms.of(routes);
  }

  /**
   * Imports a file whose first line names its columns.
   *
   * @throws SeraiException if the first line does not; nothing was imported
   */
  public CardImportReport read(InputStream csv) {
    Run run = new Run();
    try (var lines = new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8))) {
      String header = lines.readLine();
      ImportLine.Columns columns = ImportLine.columns(header == null ? "" : header);
      String text = lines.readLine();
      for (long number = 2; text != null; number++) {
        if (!text.isBlank()) {
          run.take(number, columns, text);
        }
        text = lines.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the file cannot be read", e);
    }
    return run.end();
  }

  /** One file under way. */
  private final class Run {

    private final List<LineError> errors = new ArrayList<>();
    private final List<Row> waiting = new ArrayList<>();
    private long lines;
    private long kept;
    private long errorCount;

    void take(long number, ImportLine.Columns columns, String text) {
      lines++;
      ImportLine line = ImportLine.read(columns, text, programs);
      line.errors().forEach((field, reason) -> wrong(number, field, reason));
      ImportLine.Card card = line.card();
      if (card == null) {
        return;
      }
      waiting.add(
          new Row(number, ids.next("crd_"), ids.next("acc_"), tokens.of(card.number()), card));
      if (waiting.size() >= AT_ONCE) {
        write();
      }
    }

    private void wrong(long number, String field, String reason) {
      errorCount++;
      if (errors.size() < CardImportReport.MOST_ERRORS) {
        errors.add(new LineError(number, field, reason));
      }
    }

    private void write() {
      Set<String> added = rows.add(waiting);
      kept += added.size();
      for (Row row : waiting) {
        if (!added.contains(row.id())) {
          wrong(row.line(), "number", "there is a card of this number already");
        }
      }
      waiting.clear();
    }

    CardImportReport end() {
      write();
      return new CardImportReport(lines, kept, errorCount, errors);
    }
  }
}

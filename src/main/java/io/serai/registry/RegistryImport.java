package io.serai.registry;

import io.serai.payment.SeraiException;
import io.serai.registry.internal.CsvColumns;
import io.serai.registry.internal.CsvLine;
import io.serai.registry.internal.RegistryRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads merchants and terminals from CSV into the registry. A line names a merchant, and a terminal
 * of it if it has one. Bad lines are told and left out, good ones kept; the same file again changes
 * nothing, and nothing is ever deleted. Blocking, thread-safe; needs no running hub.
 */
public final class RegistryImport {

  private static final int AT_ONCE = 1_000;

  private final JdbcClient jdbc;

  /** An import into a database. */
  public RegistryImport(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Imports a file in UTF-8, whose first line names its columns.
   *
   * @throws SeraiException if the first line does not; nothing was imported
   */
  public ImportReport read(InputStream csv) {
    Run run = new Run();
    try (var lines = new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8))) {
      String header = lines.readLine();
      CsvColumns columns = CsvColumns.of(header == null ? "" : header);
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

    private final RegistryRows rows = new RegistryRows(jdbc);
    private final List<ImportReport.LineError> errors = new ArrayList<>();
    private final Map<String, Seen> merchants = new HashMap<>();
    private final Map<String, Seen> terminals = new HashMap<>();
    private final List<Merchant> newMerchants = new ArrayList<>();
    private final List<MerchantTerminal> newTerminals = new ArrayList<>();
    private ImportReport.Written writtenMerchants = new ImportReport.Written(0, 0);
    private ImportReport.Written writtenTerminals = new ImportReport.Written(0, 0);
    private long lines;
    private long kept;
    private long errorCount;

    /** What an earlier line of the file says of the same merchant or terminal. */
    private record Seen(long line, Object what) {}

    void take(long number, CsvColumns columns, String text) {
      lines++;
      CsvLine line = CsvLine.read(columns, text);
      line.errors().forEach((field, reason) -> wrong(number, field, reason));
      Merchant merchant = line.merchant();
      if (!line.errors().isEmpty() || merchant == null) {
        return;
      }
      MerchantTerminal terminal = line.terminal();
      String merchantKey = merchant.tenant() + ' ' + merchant.id();
      String terminalKey = terminal == null ? "" : merchantKey + ' ' + terminal.id();
      if (contradicts(number, "merchant", merchants.get(merchantKey), merchant)
          || (terminal != null
              && contradicts(number, "terminal", terminals.get(terminalKey), terminal))) {
        return;
      }
      kept++;
      if (merchants.putIfAbsent(merchantKey, new Seen(number, merchant)) == null) {
        newMerchants.add(merchant);
      }
      if (terminal != null
          && terminals.putIfAbsent(terminalKey, new Seen(number, terminal)) == null) {
        newTerminals.add(terminal);
      }
      if (newMerchants.size() + newTerminals.size() >= AT_ONCE) {
        write();
      }
    }

    private boolean contradicts(long number, String field, @Nullable Seen seen, Object what) {
      boolean other = seen != null && !seen.what().equals(what);
      if (other) {
        long line = Optional.ofNullable(seen).map(Seen::line).orElseThrow();
        wrong(
            number,
            field,
            "line " + line + " says something else of the same " + field + "; write one of them");
      }
      return other;
    }

    private void wrong(long number, String field, String reason) {
      errorCount++;
      if (errors.size() < ImportReport.MOST_ERRORS) {
        errors.add(new ImportReport.LineError(number, field, reason));
      }
    }

    private void write() {
      writtenMerchants = writtenMerchants.plus(rows.putMerchants(newMerchants));
      writtenTerminals = writtenTerminals.plus(rows.putTerminals(newTerminals));
      newMerchants.clear();
      newTerminals.clear();
    }

    ImportReport end() {
      write();
      return new ImportReport(lines, kept, writtenMerchants, writtenTerminals, errorCount, errors);
    }
  }
}

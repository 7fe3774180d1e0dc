package io.serai.check.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.check.Invariant;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** What the providers' own books say, by provider and payment; read once, at a run's beginning. */
final class Books {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 1000;
  private static final int WAIT_MILLIS = 30_000;

  /** What a book has of one payment. */
  private static final class Page {
    private long net;
    private int taken;
    private int refunds;
    private int reversals;
  }

  private final Map<String, Map<String, Page>> pages = new HashMap<>();

  private Books() {}

  static Books read(Setting setting) {
    Books books = new Books();
    setting.books().forEach(books::read);
    return books;
  }

  private void read(String provider, URI uri) {
    Map<String, Page> book = pages.computeIfAbsent(provider, p -> new HashMap<>());
    try (InputStream text = open(uri);
        MappingIterator<JsonNode> lines = JSON.readerFor(JsonNode.class).readValues(text)) {
      while (lines.hasNextValue()) {
        add(book, lines.nextValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException("the book of " + provider + " cannot be read: " + uri, e);
    }
  }

  private static InputStream open(URI uri) throws IOException {
    URLConnection connection = uri.toURL().openConnection();
    connection.setConnectTimeout(WAIT_MILLIS);
    connection.setReadTimeout(WAIT_MILLIS);
    return connection.getInputStream();
  }

  private static void add(Map<String, Page> book, JsonNode line) {
    Page page = book.computeIfAbsent(line.path("hub_reference").asText(), p -> new Page());
    long amount = line.path("amount").asLong();
    switch (line.path("operation").asText()) {
      case "refund" -> {
        page.net = Math.subtractExact(page.net, amount);
        page.refunds++;
      }
      case "reversal", "void" -> {
        page.net = Math.subtractExact(page.net, amount);
        page.reversals++;
      }
      default -> {
        page.net = Math.addExact(page.net, amount);
        page.taken++;
      }
    }
  }

  /** I1, over the providers: of a payment at rest each book has what the journal has. */
  void compare(PaymentFile payment, Map<String, Long> nets, Findings findings) {
    pages.forEach(
        (provider, book) -> {
          Page page = book.get(payment.id());
          long booked = page == null ? 0 : page.net;
          long counted = nets.getOrDefault(provider, 0L);
          if (booked != counted) {
            findings.add(
                Invariant.I1,
                payment,
                provider + " has booked " + booked + ", the journal has " + counted);
          }
        });
  }

  /** I4, over the providers: nothing is booked that the journal did not begin. */
  void intended(PaymentFile payment, Findings findings) {
    pages.forEach(
        (provider, book) -> {
          Page page = book.get(payment.id());
          if (page != null
              && (page.taken > started(payment, provider, Set.of("charge", "authorize", "capture"))
                  || page.refunds > started(payment, provider, Set.of("refund"))
                  || page.reversals > started(payment, provider, Set.of("reversal", "void")))) {
            findings.add(
                Invariant.I4, payment, provider + " has booked more than the journal has begun");
          }
        });
  }

  private static long started(PaymentFile payment, String provider, Set<String> operations) {
    return payment.entries().stream()
        .filter(e -> e.started() && e.provider().equals(provider))
        .filter(e -> operations.contains(e.operation()))
        .count();
  }

  /** I4: what is booked for payments that the hub does not know. */
  void strangers(DataSource database, Findings findings) throws SQLException {
    for (Map.Entry<String, Map<String, Page>> book : pages.entrySet()) {
      List<String> ids = new ArrayList<>(book.getValue().keySet());
      for (int from = 0; from < ids.size(); from += BATCH) {
        List<String> some = ids.subList(from, Math.min(ids.size(), from + BATCH));
        Set<String> unknown = new HashSet<>(some);
        unknown.removeAll(known(database, some));
        unknown.forEach(
            id ->
                findings.add(
                    Invariant.I4, id, book.getKey() + " has booked what the journal never began"));
      }
    }
  }

  private static Set<String> known(DataSource database, List<String> ids) throws SQLException {
    return Reading.of(
        database,
        connection -> {
          Set<String> known = new HashSet<>();
          try (PreparedStatement query =
              connection.prepareStatement("select id from payment where id = any(?)")) {
            query.setArray(1, connection.createArrayOf("text", ids.toArray(String[]::new)));
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                known.add(row.getString(1));
              }
            }
          }
          return known;
        });
  }
}

package io.serai.routing.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.journal.Claim;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.FollowUp;
import io.serai.journal.HistoryEntry;
import io.serai.journal.Journal;
import io.serai.journal.NewEntry;
import io.serai.journal.Posting;
import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.EventData;
import io.serai.payment.Payment;
import io.serai.payment.SeraiException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A journal that keeps what the real one keeps, by the same rules, until the process ends. Payments
 * and entries go through JSON as they do there. One thread does everything, so that nothing is seen
 * half done.
 */
final class InMemoryJournal implements Journal, AutoCloseable {

  /** An entry as it was written, with the answer that it settles. */
  private record Written(
      String payment, HistoryEntry entry, @Nullable String subject, @Nullable String answer) {}

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final String HASH = "HmacSHA256";

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            var made = new Thread(task, "journal-in-memory");
            made.setDaemon(true);
            return made;
          });
  private final ObjectMapper json;
  private final Map<String, String> payments = new HashMap<>();
  private final Map<String, Integer> sequences = new HashMap<>();
  private final Map<String, Claim> claims = new HashMap<>();
  private final Map<String, CardNumber> cards = new HashMap<>();
  private final Map<String, FollowUp> owed = new LinkedHashMap<>();
  private final Set<String> closed = new HashSet<>();
  private final List<Written> entries = new ArrayList<>();
  private final Map<String, List<Posting>> postings = new HashMap<>();

  InMemoryJournal(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public CompletableFuture<CommitResult> commit(Commit commit) {
    return on(() -> take(commit));
  }

  private CommitResult take(Commit commit) {
    Payment after = commit.payment();
    refuseWhatPostgresRefuses(commit);
    int stands = sequences.getOrDefault(after.id(), 0);
    if (commit.expectedSeq() > 0 && stands != commit.expectedSeq()) {
      return CommitResult.STALE;
    }
    Claim claim = commit.claim();
    String tenant = after.origin().tenant();
    if (claim != null && claims.putIfAbsent(tenant + "/" + claim.key(), claim) != null) {
      return CommitResult.CLAIM_TAKEN;
    }
    payments.put(after.id(), write(after));
    sequences.put(after.id(), after.seq());
    int seq = commit.expectedSeq();
    for (NewEntry entry : commit.entries()) {
      seq++;
      Instant at = commit.at();
      var data = EventData.of(after, seq, entry.kind(), at, commit.businessDate(), entry.facts());
      var told = new HistoryEntry(seq, entry.kind().word(), at, map(write(data)));
      entries.add(new Written(after.id(), told, entry.subject(), entry.answer()));
    }
    for (FollowUp one : commit.followUps()) {
      if (!closed.contains(one.id())) {
        owed.putIfAbsent(one.id(), one);
      }
    }
    for (Commit.Closed one : commit.closed()) {
      owed.remove(one.followUpId());
      closed.add(one.followUpId());
    }
    if (commit.card() != null) {
      cards.putIfAbsent(after.id(), commit.card());
    }
    if (commit.released() != null) {
      claims.computeIfPresent(
          tenant + "/" + commit.released(),
          (key, held) -> held.paymentId().equals(after.id()) ? null : held);
    }
    postings.computeIfAbsent(after.id(), id -> new ArrayList<>()).addAll(commit.postings());
    return CommitResult.COMMITTED;
  }

  private void refuseWhatPostgresRefuses(Commit commit) {
    Payment payment = commit.payment();
    Claim claim = commit.claim();
    boolean again = commit.expectedSeq() == 0 && sequences.containsKey(payment.id());
    if (again || hasNul(payment.id()) || (claim != null && hasNul(claim.key()))) {
      throw new SeraiException(ErrorCode.JOURNAL_UNAVAILABLE, "the journal refused the entry");
    }
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }

  @Override
  public CompletableFuture<Optional<Payment>> payment(String paymentId) {
    return on(() -> Optional.ofNullable(payments.get(paymentId)).map(this::read));
  }

  @Override
  public CompletableFuture<Optional<Claim>> claim(String tenant, String key) {
    return on(() -> Optional.ofNullable(claims.get(tenant + "/" + key)));
  }

  @Override
  public CompletableFuture<Optional<String>> answer(String paymentId, String subject) {
    return on(
        () ->
            entries.stream()
                .filter(one -> one.payment().equals(paymentId))
                .filter(one -> subject.equals(one.subject()) && one.answer() != null)
                .reduce((earlier, later) -> later)
                .map(Written::answer));
  }

  @Override
  public CompletableFuture<List<HistoryEntry>> history(String paymentId) {
    return on(
        () ->
            entries.stream()
                .filter(one -> one.payment().equals(paymentId))
                .map(Written::entry)
                .toList());
  }

  @Override
  public CompletableFuture<Optional<CardNumber>> card(String paymentId) {
    return on(() -> Optional.ofNullable(cards.get(paymentId)));
  }

  @Override
  public String keyed(String text) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(new byte[32], HASH));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  @Override
  public String lease() {
    return "proc_of_a_test";
  }

  /** How many entries there are. */
  int size() {
    return on(entries::size).join();
  }

  /** The entries behind the first so many, over all payments, oldest first. */
  List<HistoryEntry> since(int size) {
    return on(() -> entries.stream().skip(size).map(Written::entry).toList()).join();
  }

  /** What is owed, oldest first. */
  List<FollowUp> owed() {
    return on(() -> List.copyOf(owed.values())).join();
  }

  /** A payment's postings, oldest first. */
  List<Posting> postings(String paymentId) {
    return on(() -> List.copyOf(postings.getOrDefault(paymentId, List.of()))).join();
  }

  /** Forgets everything. */
  void clear() {
    on(() -> {
          payments.clear();
          sequences.clear();
          claims.clear();
          cards.clear();
          owed.clear();
          closed.clear();
          entries.clear();
          postings.clear();
          return true;
        })
        .join();
  }

  private <T> CompletableFuture<T> on(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, thread);
  }

  private Payment read(String text) {
    try {
      return json.readValue(text, Payment.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written can be read", e);
    }
  }

  private Map<String, Object> map(String text) {
    try {
      return json.readValue(text, MAP);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written can be read", e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of the vocabulary must be writable as JSON", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

package io.serai.provider.answers;

import io.serai.payment.AlarmRaised;
import io.serai.provider.answers.Known.Of;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Compares answers with what is declared or learned of them, and learns. One alarm is raised for
 * each field of an operation, by whichever process sees it first; it tells the field's path and
 * types and nothing of its value. Used by one thread.
 */
final class Judge {

  private final AnswerStore store;
  private final int learnFrom;
  private final ApplicationEventPublisher alarms;
  private Map<Of, Known> all = new HashMap<>();
  // What is learned here and not written yet.
  private final Map<Of, Known> fresh = new HashMap<>();
  private boolean idle;

  Judge(AnswerStore store, int learnFrom, ApplicationEventPublisher alarms) {
    this.store = store;
    this.learnFrom = learnFrom;
    this.alarms = alarms;
  }

  void look(Answer answer) {
    idle = false;
    Of of = new Of(answer.asked().provider(), answer.asked().operation().word());
    Known known = all.computeIfAbsent(of, one -> new Known());
    Map<String, DeclaredAnswers.Field> declared = answer.declared().of(answer.asked().operation());
    answer
        .fields()
        .ifPresent(
            fields -> {
              if (declared != null) {
                Fields.each(fields, (path, value) -> declared(of, known, declared, path, value));
              } else if (known.answers.getOrDefault(answer.status(), 0) < learnFrom) {
                learn(of, known, answer.status(), fields);
              } else {
                Fields.each(fields, (path, value) -> learned(of, known, path, value));
              }
            });
  }

  private boolean declared(
      Of of, Known known, Map<String, DeclaredAnswers.Field> fields, String path, Object value) {
    DeclaredAnswers.Field field = fields.get(path);
    if (field != null && field.takes(value)) {
      return !field.any();
    }
    String word = Words.of(value);
    return Words.fits(word, known.accepted.getOrDefault(path, Set.of()))
        || differs(of, known, path, word, field == null ? "" : field.shown());
  }

  private boolean learned(Of of, Known known, String path, Object value) {
    String word = Words.of(value);
    Set<String> words = known.words(path);
    return Words.fits(word, words)
        || (words.isEmpty() && known.learned.size() >= Known.MOST_FIELDS)
        || differs(of, known, path, word, String.join(", ", new TreeSet<>(words)));
  }

  private void learn(Of of, Known known, int status, Object fields) {
    Known added = fresh.computeIfAbsent(of, one -> new Known());
    Fields.each(
        fields,
        (path, value) -> {
          String word = Words.of(value);
          if (known.learn(path, word)) {
            added.learned.computeIfAbsent(path, one -> new HashSet<>()).add(word);
          }
          return true;
        });
    known.answers.merge(status, 1, Integer::sum);
    added.answers.merge(status, 1, Integer::sum);
  }

  /** Tells of it, once; false: what is in it is as new as the field itself. */
  private boolean differs(Of of, Known known, String path, String found, String expected) {
    if (known.open.size() >= Known.MOST_OPEN || known.open.contains(path)) {
      return false;
    }
    @Nullable Long id = store.differs(of, path, found, expected).orElse(null);
    known.open.add(path);
    if (id != null) {
      alarms.publishEvent(
          new AlarmRaised(
              "provider_drift",
              of.provider() + " " + of.operation() + " " + path,
              text(of, path, found, expected, id)));
    }
    return false;
  }

  private static String text(Of of, String path, String found, String expected, long id) {
    return of.provider()
        + " answers "
        + of.operation()
        + (expected.isEmpty()
            ? " with a new field '" + path + "', " + found
            : " with '" + path + "' as " + found + ", which was " + expected)
        + ". No payment was refused for it. See whether the Kamelet still reads it right, then"
        + " accept it: POST /v1/ops/answers/"
        + id
        + "/accept";
  }

  /** Writes what was learned here and reads what all know. */
  void sync() {
    if (idle) {
      return;
    }
    fresh.forEach(
        (of, added) -> {
          if (!added.learned.isEmpty()) {
            store.learn(of, added.learned);
            added.learned.clear();
          }
          added.answers.forEach((status, answers) -> store.count(of, status, answers));
          added.answers.clear();
        });
    fresh.clear();
    all = store.read();
    idle = true;
  }
}

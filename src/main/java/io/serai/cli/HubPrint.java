package io.serai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.client.ClientJson;
import io.serai.client.History;
import io.serai.client.HubErrorException;
import io.serai.client.HubProblem;
import io.serai.client.SeraiClientException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a hub answered: to people, or as JSON in the contract's words.
 *
 * @param out answers
 * @param err what went wrong, for people
 * @param json whether an answer, and an error of the hub, is printed as JSON
 */
record HubPrint(PrintWriter out, PrintWriter err, boolean json) {

  void answer(Object answer) {
    if (json) {
      out.println(ClientJson.text(answer));
    } else if (answer instanceof History history) {
      out.println(history.id() + "  " + Objects.requireNonNullElse(history.state(), "-"));
      history.entries().forEach(this::entry);
    } else {
      ClientJson.tree(answer).properties().forEach(this::member);
    }
  }

  private void member(Map.Entry<String, JsonNode> member) {
    if (member.getValue().isArray()) {
      member
          .getValue()
          .forEach(
              one ->
                  line(
                      member.getKey(),
                      one.properties().stream()
                          .map(each -> each.getKey() + " " + each.getValue().asText())
                          .collect(Collectors.joining("  "))));
    } else {
      line(member.getKey(), member.getValue().asText());
    }
  }

  private void line(String name, String value) {
    out.printf(Locale.ROOT, "%-20s %s%n", name, value);
  }

  private void entry(History.Entry entry) {
    String told =
        Stream.of(
                entry.event(),
                entry.state(),
                entry.operation(),
                entry.provider(),
                entry.amount() == null ? null : entry.amount() + " " + entry.currency(),
                entry.outcome(),
                entry.code())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("  "));
    out.printf(Locale.ROOT, "%3d  %s  %s%n", entry.seq(), entry.at(), told);
  }

  void problem(HubErrorException failure) {
    HubProblem problem = failure.problem();
    if (json) {
      out.println(ClientJson.text(problem));
    }
    err.println("serai: " + failure.getMessage());
    if (problem.errors().size() > 1) {
      problem
          .errors()
          .forEach(error -> err.println("serai:   " + error.field() + ": " + error.message()));
    }
    more("id", problem.id());
    more("state", problem.state());
    more("decline_code", problem.declineCode());
    more("used_by", problem.usedBy());
    more("until", problem.until());
    more("trace_id", problem.traceId());
  }

  private void more(String name, @Nullable Object value) {
    if (value != null) {
      err.println("serai:   " + name + " " + value);
    }
  }

  void noAnswer(SeraiClientException failure) {
    String then =
        !failure.mayBeSentAgain()
            ? ""
            : failure.mayHaveHappened()
                ? "; what became of it is unknown, the same command with the same --key tells"
                : "; nothing was sent. Is the hub running, and --hub right?";
    err.println("serai: " + failure.getMessage() + then);
  }
}

package io.serai.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what came back: an answer, an error of the hub, or something that no hub says. */
final class AnswerReader {

  private static final String PROBLEM = "application/problem+json";

  private AnswerReader() {}

  /**
   * The answer of a call.
   *
   * @throws HubErrorException if it is an error of the hub
   * @throws NoAnswerException if no hub says so, a proxy's page for one
   */
  static <T> T read(Call<T> call, HttpResponse<String> response) {
    int status = response.statusCode();
    boolean problem = response.headers().firstValue("Content-Type").orElse("").startsWith(PROBLEM);
    Throwable cause = null;
    try {
      if (problem) {
        HubProblem said = ClientJson.read(response.body(), HubProblem.class);
        if (said != null) {
          throw new HubErrorException(said, retryAfter(response));
        }
      } else if (status / 100 == 2) {
        T answer = ClientJson.read(response.body(), call.answer());
        if (answer != null) {
          return answer;
        }
      }
    } catch (JsonProcessingException e) {
      // Jackson's text may quote the body.
      cause = new IllegalStateException(e.getClass().getSimpleName());
    }
    throw notOfAHub(call, response, cause);
  }

  /** How long the hub asks to wait; zero where it does not. */
  static Duration retryAfter(HttpResponse<?> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    return seconds.matches("\\d{1,9}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  private static NoAnswerException notOfAHub(
      Call<?> call, HttpResponse<String> response, @Nullable Throwable cause) {
    int status = response.statusCode();
    // A gateway that answers 5xx may have handed the request on.
    boolean mayHaveHappened = status / 100 == 2 || status >= 500;
    return new NoAnswerException(
        "what answered %s at %s with status %d is no hub's answer; is the hub's address right?"
            .formatted(call, response.uri().getAuthority(), status),
        mayHaveHappened,
        status >= 500,
        cause);
  }
}

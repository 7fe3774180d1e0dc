package io.serai.provider.answers;

import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A step whose answer is handed to the watch; whatever becomes of that, the payment goes on. */
final class TappedStep extends DelegateAsyncProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(TappedStep.class);
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Map<String, DeclaredAnswers> declared;
  private final AnswerWatch watch;

  TappedStep(Processor step, Map<String, DeclaredAnswers> declared, AnswerWatch watch) {
    super(step);
    this.declared = declared;
    this.watch = watch;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    return super.process(
        exchange,
        doneSync -> {
          hand(exchange);
          callback.done(doneSync);
        });
  }

  private void hand(Exchange exchange) {
    try {
      Asked asked = Asked.of(exchange);
      if (asked == null || exchange.getException() != null) {
        return;
      }
      Object body = exchange.getMessage().getBody();
      if (body instanceof String || body instanceof byte[] || body instanceof Map<?, ?>) {
        String type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "", String.class);
        watch.offer(
            new Answer(
                asked,
                exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                body,
                type.startsWith(FORM),
                declared.getOrDefault(asked.kamelet(), DeclaredAnswers.NONE)));
      }
    } catch (RuntimeException e) {
      LOG.warn("An answer was not looked at: {}", e.getClass().getSimpleName());
    }
  }
}

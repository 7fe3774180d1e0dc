package io.serai.iso8583;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Ends the links in two steps: nothing more is read when the hub begins to stop, and the
 * connections close once the routes and the engine are done with what was read (I9).
 */
final class LinksLifecycle
    implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, DisposableBean {

  // Below the engine's drain (500): its reversals may still go out over a link.
  private static final int PHASE = 400;

  private final Links links;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  LinksLifecycle(Links links) {
    this.links = links;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    links.stopReading();
  }

  @Override
  public void start() {
    running.set(true);
  }

  @Override
  public void stop() {
    destroy();
    running.set(false);
  }

  /** Also after a start that failed, when nobody stops what was never started. */
  @Override
  public void destroy() {
    if (closed.compareAndSet(false, true)) {
      links.close();
    }
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}

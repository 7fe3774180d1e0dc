/**
 * Requests that come in over queues: what a message must look like, what becomes of it afterwards.
 * The routes in {@code routes/entries/queues.camel.yaml} name its beans.
 */
@ApplicationModule(allowedDependencies = {"intake", "payment"})
@NullMarked
package io.serai.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * The client of the REST API, for upstreams in Java (S1.61). It is published as a jar of its own
 * (classifier {@code client}) that needs the JDK and Jackson, and nothing else of the hub but the
 * list of error codes, which is in the jar as well.
 *
 * <p>Serai is under the AGPL-3.0; this package and {@link io.serai.payment.ErrorCode} may also be
 * used under the Apache License 2.0, whose text is in {@code META-INF/serai-client/LICENSE}, so
 * that upstreams can embed them (decision 0083). Nothing of jPOS may be used here.
 */
@ApplicationModule(allowedDependencies = "payment")
@NullMarked
package io.serai.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The hub as a whole, over real sockets, a real PostgreSQL, a real Kafka and a real SQS server. */
@NullMarked
package io.serai.hub;

import org.jspecify.annotations.NullMarked;

/** Tests of the queues' entry. */
@NullMarked
package io.serai.queue;

import org.jspecify.annotations.NullMarked;

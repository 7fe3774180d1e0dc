/** Tests of the journal over a real PostgreSQL. */
@NullMarked
package io.serai.journal.internal;

import org.jspecify.annotations.NullMarked;

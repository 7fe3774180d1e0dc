/** How the journal is kept in PostgreSQL. */
@NullMarked
package io.serai.journal.internal;

import org.jspecify.annotations.NullMarked;

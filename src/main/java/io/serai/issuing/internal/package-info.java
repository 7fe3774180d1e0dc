/** What happens behind the issuer processor's records. */
@NullMarked
package io.serai.issuing.internal;

import org.jspecify.annotations.NullMarked;

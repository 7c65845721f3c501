/// Who is this customer: people, the companies they belong to, and the handles by which we know them.
///
/// Publishes the view `customer.card` (customer, name, account, account_name). Later words add to the customer's page
/// with a [CustomerPanel] bean. Whoever brings in rows that name customers finds or makes them with [Directory].
@NullMarked
package valentine.customer;

import org.jspecify.annotations.NullMarked;

/// Who is this customer: people, the companies they belong to, and the handles by which we know them.
///
/// [Customers] answers who somebody is and finds people as you type; whoever brings in rows that name customers finds
/// or makes them with [Directory]. Publishes the view `customer.card` (customer, name, account, account_name). Later
/// words add to the customer's page with a [CustomerPanel] bean.
@NullMarked
package valentine.customer;

import org.jspecify.annotations.NullMarked;

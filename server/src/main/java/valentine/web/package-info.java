/// How a page, form, error or answer looks: layout, navigation, templates and the headers that keep pages safe.
///
/// A handler returns `Pages.page("module/template", record)`; the template finds the record as `page` and what
/// surrounds every page as `shell` (see [Shell]). Modules add to the navigation with a [NavItem] bean.
@NullMarked
package valentine.web;

import org.jspecify.annotations.NullMarked;

-- Drives Neovim with docs/nvim.lua as its configuration: tests/lsp.rs runs it with a vague note open.

local function fail(message)
  io.stderr:write('failed: ' .. message .. '\n')
  vim.cmd('cquit 1')
end

local function wait(what, condition)
  if not vim.wait(15000, condition, 20) then fail('no ' .. what) end
end

local function codes()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do found[one.code or one.user_data.lsp.code] = one end
  return found
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 15000)
  for _, answer in pairs(answers or {}) do
    if answer.result then return answer.result end
  end
  fail('no answer to ' .. method)
end

local ok, problem = pcall(function()
  wait('diagnostics', function() return codes()['unsupported-praise'] end)
  local praise = codes()['unsupported-praise']
  local text = vim.api.nvim_buf_get_text(0, praise.lnum, praise.col, praise.end_lnum, praise.end_col, {})[1]
  if text ~= 'She seems keen' then fail('marked is: ' .. text) end

  vim.api.nvim_win_set_cursor(0, { praise.lnum + 1, praise.col + 1 })
  local hover = ask('textDocument/hover', vim.lsp.util.make_position_params())
  if not hover.contents.value:find('Ask next time', 1, true) then fail('hover: ' .. hover.contents.value) end

  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  for _, action in ipairs(ask('textDocument/codeAction', params)) do
    if action.title == 'Ignore `unsupported-praise` on this line' then
      vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
    end
  end
  wait('suppression', function() return not codes()['unsupported-praise'] end)
  if not codes()['no-customer-commitment'] then fail('the other findings stay') end
  vim.cmd('write')

  local symbols = ask('textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params() })
  local promised = vim.tbl_filter(function(one) return one.name:find('I will send pricing', 1, true) end, symbols)
  if #promised ~= 1 then fail('symbols: ' .. vim.inspect(symbols)) end

  vim.api.nvim_buf_set_lines(0, 2, -1, false, { 'Priya will send the org chart by Friday.' })
  wait('end of the finding', function() return not codes()['no-customer-commitment'] end)
  vim.cmd('undo')
  wait('finding again', function() return codes()['no-customer-commitment'] end)
end)
if not ok then fail(tostring(problem)) end
io.stderr:write('all is well\n')
vim.cmd('qall!')

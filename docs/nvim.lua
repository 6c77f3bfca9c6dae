-- goodmeeting in Neovim 0.7 or later, without any plugin: put this into init.lua.
vim.api.nvim_create_autocmd('FileType', {
  pattern = { 'markdown', 'text' },
  callback = function(event)
    local config = vim.fs and vim.fs.find('goodmeeting.toml', { upward = true, path = event.file })[1]
    local options = { name = 'goodmeeting', cmd = { 'goodmeeting', 'lsp' }, root_dir = config and vim.fs.dirname(config) }
    if vim.lsp.start then
      vim.lsp.start(options)
    else -- 0.7: one server for all notes
      goodmeeting_client = goodmeeting_client or vim.lsp.start_client(options)
      vim.lsp.buf_attach_client(event.buf, goodmeeting_client)
    end
    local map = function(keys, run) vim.keymap.set('n', keys, run, { buffer = event.buf }) end
    map('K', vim.lsp.buf.hover) -- why, and what to ask
    map('<leader>a', vim.lsp.buf.code_action) -- suppress, or add an owner or a due date
    map('gO', vim.lsp.buf.document_symbol) -- the commitments
  end,
})
